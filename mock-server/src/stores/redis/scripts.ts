/**
 * Keys of a world: `meta` (incarnation, revision, stamp, fence), `entries` (a hash of everything), `log` (a stream of the
 * last commits, each under its revision), `lease`. Redis runs one script at a time: each is atomic.
 */
export const worldKeys = ['meta', 'entries', 'log', 'lease'] as const

/** Commits that are kept for those who are a little behind; others read everything. */
const logged = 200

const now = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`

/** Removes the world when nobody has used it for too long. KEYS: meta, entries, log, lease, worlds. */
const dropIdle = `
local function dropIdle(name, idleLife)
  if idleLife == '' then return end
  local used = redis.call('ZSCORE', KEYS[5], name)
  if not used or now - used <= tonumber(idleLife) or redis.call('EXISTS', KEYS[4]) == 1 then return end
  redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
  redis.call('ZREM', KEYS[5], name)
end
`

/** What is new since a state: its commits where the log still has them and goes on from it, everything otherwise. */
const since = `
local function since(incarnation, revision, stamp)
  local meta = redis.call('HMGET', KEYS[1], 'incarnation', 'revision', 'stamp')
  if meta[1] == incarnation then
    if meta[2] == revision and meta[3] == stamp then return { 'changes', meta, {} } end
    local logged = redis.call('XRANGE', KEYS[3], revision .. '-0', '+')
    if logged[1] and logged[1][1] == revision .. '-0' and logged[1][2][2] == stamp then
      local commits = {}
      for index = 2, #logged do commits[index - 1] = logged[index][2][4] end
      return { 'changes', meta, commits }
    end
  end
  return { 'whole', meta, redis.call('HGETALL', KEYS[2]) }
end
`

/** Puts and removes entries. ARGV from `first` on: how many are put, their fields and values, fields to remove. */
const write = `
local function write(first)
  local put = tonumber(ARGV[first])
  for index = first + 1, first + 2 * put, 2 do redis.call('HSET', KEYS[2], ARGV[index], ARGV[index + 1]) end
  for index = first + 2 * put + 1, #ARGV do redis.call('HDEL', KEYS[2], ARGV[index]) end
end
`

export const scripts = {
  /** KEYS: those of the world, worlds. ARGV: name, idle life or '', token, lease in ms, known incarnation, revision, stamp. */
  take: `${now}${dropIdle}${since}
dropIdle(ARGV[1], ARGV[2])
if redis.call('EXISTS', KEYS[1]) == 0 then return { 'gone' } end
if not redis.call('SET', KEYS[4], ARGV[3], 'NX', 'PX', ARGV[4]) then
  return { 'busy', redis.call('PTTL', KEYS[4]) }
end
redis.call('ZADD', KEYS[5], 'XX', string.format('%.0f', now), ARGV[1])
local fence = redis.call('HINCRBY', KEYS[1], 'fence', 1)
return { 'taken', fence, since(ARGV[5], ARGV[6], ARGV[7]) }`,

  /** KEYS: those of the world, worlds. ARGV: name, idle life or '', use or '', known incarnation, revision, stamp. */
  read: `${now}${dropIdle}${since}
dropIdle(ARGV[1], ARGV[2])
if redis.call('EXISTS', KEYS[1]) == 0 then return { 'gone' } end
if ARGV[3] ~= '' then redis.call('ZADD', KEYS[5], 'XX', string.format('%.0f', now), ARGV[1]) end
return since(ARGV[4], ARGV[5], ARGV[6])`,

  /**
   * KEYS: those of the world. ARGV: channel, message, token, fence, incarnation, revision, new stamp, commit as text,
   * entries. Asked a second time for the same commit, because nobody heard the first answer, it says yes again.
   */
  commit: `${write}
local meta = redis.call('HMGET', KEYS[1], 'incarnation', 'fence', 'revision')
local revision = string.format('%.0f', ARGV[6] + 1)
if meta[1] ~= ARGV[5] or meta[2] ~= ARGV[4] or meta[3] ~= ARGV[6] then
  local logged = redis.call('XRANGE', KEYS[3], revision .. '-0', revision .. '-0')
  return logged[1] and logged[1][2][2] == ARGV[7] and revision or nil
end
write(9)
redis.call('XADD', KEYS[3], 'MAXLEN', ${logged}, revision .. '-0', 'stamp', ARGV[7], 'commit', ARGV[8])
redis.call('HSET', KEYS[1], 'revision', revision, 'stamp', ARGV[7])
if redis.call('GET', KEYS[4]) == ARGV[3] then redis.call('DEL', KEYS[4]) end
redis.call('PUBLISH', ARGV[1], ARGV[2])
return revision`,

  /** KEYS: those of the world. ARGV: channel, message, token. */
  release: `
if redis.call('GET', KEYS[4]) == ARGV[3] then
  redis.call('DEL', KEYS[4])
  redis.call('PUBLISH', ARGV[1], ARGV[2])
end
return 1`,

  /** KEYS: those of the world, worlds. ARGV: name, idle life or '', incarnation, stamp, entries. */
  create: `${now}${dropIdle}${write}
dropIdle(ARGV[1], ARGV[2])
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4])
redis.call('HSET', KEYS[1], 'incarnation', ARGV[3], 'revision', '1', 'stamp', ARGV[4], 'fence', '0')
redis.call('XADD', KEYS[3], '1-0', 'stamp', ARGV[4], 'commit', '[]')
redis.call('ZADD', KEYS[5], string.format('%.0f', now), ARGV[1])
write(5)
return 1`,

  /** KEYS: those of the world, worlds. ARGV: channel, message, name. */
  remove: `
local wasThere = redis.call('DEL', KEYS[1])
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4])
redis.call('ZREM', KEYS[5], ARGV[3])
redis.call('PUBLISH', ARGV[1], ARGV[2])
return wasThere`,

  /** KEYS: worlds. ARGV: names. */
  touch: `${now}
for _, name in ipairs(ARGV) do redis.call('ZADD', KEYS[1], 'XX', string.format('%.0f', now), name) end
return 1`,

  /** KEYS: worlds. ARGV: idle life. The names of worlds that nobody has used for so long. */
  idle: `${now}
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', now - ARGV[1]))`,
} as const

export type ScriptName = keyof typeof scripts
