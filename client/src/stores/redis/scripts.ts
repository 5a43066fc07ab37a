/** Milliseconds since 1970 by the server's clock, so that the clocks of its users do not matter. */
const now = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`

/** KEYS: record, lease. ARGV: fence or '', condition ('any', 'absent', 'same'), expected revision. */
const check = `
local latest = tonumber(redis.call('HGET', KEYS[2], 'fence') or '0')
if ARGV[1] ~= '' and tonumber(ARGV[1]) < latest then return 0 end
local revision = redis.call('HGET', KEYS[1], 'revision')
if ARGV[2] == 'absent' and revision then return 0 end
if ARGV[2] == 'same' and revision ~= ARGV[3] then return 0 end
`

/** Redis runs one script at a time: each is atomic. */
export const scripts = {
  /** ARGV, further: value, new revision, expiry or ''. */
  set: `${check}
redis.call('HSET', KEYS[1], 'value', ARGV[4], 'revision', ARGV[5])
if ARGV[6] == '' then redis.call('PERSIST', KEYS[1]) else redis.call('PEXPIREAT', KEYS[1], ARGV[6]) end
return 1`,

  delete: `${check}
return redis.call('DEL', KEYS[1])`,

  /** KEYS: lease. ARGV: life in milliseconds. Fences are kept for ever, so that no lease of old comes back to life. */
  acquire: `${now}
local lease = redis.call('HMGET', KEYS[1], 'fence', 'expiresAt')
if lease[2] and tonumber(lease[2]) > now then return nil end
local fence, expiresAt = (tonumber(lease[1] or '0')) + 1, string.format('%.0f', now + ARGV[1])
redis.call('HSET', KEYS[1], 'fence', fence, 'expiresAt', expiresAt)
return { tostring(fence), expiresAt }`,

  /** KEYS: lease. ARGV: fence, life in milliseconds or '' to give it back. */
  prolong: `${now}
local lease = redis.call('HMGET', KEYS[1], 'fence', 'expiresAt')
if lease[1] ~= ARGV[1] or tonumber(lease[2]) <= now then return nil end
local expiresAt = ARGV[2] == '' and '0' or string.format('%.0f', now + ARGV[2])
redis.call('HSET', KEYS[1], 'expiresAt', expiresAt)
return { lease[1], expiresAt }`,
} as const
