import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { families } from '../src/checks/families.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { inScope, randomBytes, randomUuid, seedRandomness } from '../src/flow/random.ts'
import { plain } from '../src/reports/paint.ts'
import { type CheckResult, runChecks } from '../src/run/run-checks.ts'
import { readCassette, writeCassette } from '../src/sandbox/cassette/cassette.ts'
import { Disguise } from '../src/sandbox/cassette/disguise.ts'
import { CassetteRecorder } from '../src/sandbox/cassette/recorder.ts'
import { recordedChecks, replaySubject } from '../src/sandbox/cassette/replay.ts'
import type { Target } from '../src/subjects/target.ts'
import { startTlsMock, type TlsMock } from './support/tls-mock.ts'

const example = join(import.meta.dirname, '../cassettes/stand-in.json')
const today = '2026-11-25'
const ofFamilies = (ids: string) => families.filter(({ id }) => ids.includes(id)).flatMap(({ checks }) => checks)
const minutes = 60_000

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'conformance-cassette-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}

/** Records a run of a mock, and gives what was found and everything secret that went over the wire. */
async function record({ target: { lab: _lab, ...target } }: TlsMock, ids: string, path: string) {
  const secrets = new Set<string>()
  const listened: Target = { ...target, send: (request) => overhear(target.send(request), secrets) }
  using recorder = new CassetteRecorder(listened)
  const { results } = await runChecks({ subject: 's', targets: [recorder.target], checks: ofFamilies(ids), today })
  writeCassette(path, recorder.cassette({ results }))
  return { results, secrets }
}

async function replay(path: string, ids: string) {
  const cassette = readCassette(path)
  await using subject = replaySubject(cassette)
  const checks = recordedChecks(cassette, ofFamilies(ids))
  return (await runChecks({ subject: 's', targets: subject.targets, checks, today })).results
}

/** Read from the wire by rules of its own, so that the recorder's blindness is not shared. */
async function overhear(answer: ReturnType<Target['send']>, secrets: Set<string>): ReturnType<Target['send']> {
  const response = await answer
  const text = `${new TextDecoder().decode(response.body)}\n${[...response.headers].join('\n')}`
  const seen = [
    ...text.matchAll(/eyJ[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}/g),
    ...text.matchAll(/(?<=name='code' value=')[^']+/g),
    ...text.matchAll(/(?<=[?&#]code=)[\w-]{20,}/g),
    ...text.matchAll(/(?<="(?:refresh|access)_token":")[^"]+/g),
  ].map(([value]) => value)
  const cookies = response.headers.getSetCookie().map((cookie) => /=([^;]{12,})/.exec(cookie)?.[1] ?? '')
  for (const value of [...seen, ...cookies]) if (value !== '') secrets.add(value)
  return response
}

function verdicts(results: readonly CheckResult[]) {
  return results.map(({ id, verdict, reason }) => [id, verdict, verdict === 'untested' ? reason : ''])
}

describe('a cassette', () => {
  it('gives every verdict of the recorded run again', { timeout: 2 * minutes }, async () => {
    await using mock = await startTlsMock('redirected')
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'cassette.json')
    const { results } = await record(mock, 'DKCITRMPS', path)
    expect(verdicts(await replay(path, 'DKCITRMPS'))).toEqual(verdicts(results))
    // A few checks find the answers of experiments that others began.
    const few = results.filter(({ id }) => id.startsWith('I') || id.startsWith('R'))
    expect(verdicts(await replay(path, 'IR'))).toEqual(verdicts(few))
  })

  it('holds no secret, code, token or cookie of the recorded run', { timeout: minutes }, async () => {
    await using mock = await startTlsMock()
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'cassette.json')
    const { secrets } = await record(mock, 'CIRP', path)
    const text = await readFile(path, 'utf8')
    const { login } = mock.target
    expect(secrets.size).toBeGreaterThan(50)
    for (const value of [...secrets, login?.clientSecret, login?.password, login?.loginHint]) {
      expect(text.includes(String(value)), `${value} is in the cassette`).toBe(false)
    }
  })

  it.each([
    'front-id-token-signature-bit-flipped',
    'front-id-token-signed-by-unknown-key',
    'front-id-token-c-hash-of-other-code',
    'back-id-token-at-hash-of-other-token',
    'front-id-token-exp-before-iat',
  ])('keeps wrong what was wrong: %s', { timeout: minutes }, async (fault) => {
    await using mock = await startTlsMock()
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'cassette.json')
    const known = (await mock.server.control.run('faults.catalogue', {})).faults.map(({ name }) => name)
    expect(known).toContain(fault)
    await mock.server.control.run('faults.add', { world: 'default', fault, times: 'always' })
    const { results } = await record(mock, 'I', path)
    expect(results.some(({ verdict }) => verdict === 'fail')).toBe(true)
    expect(verdicts(await replay(path, 'I'))).toEqual(verdicts(results))
  })

  it('that is none is told in one sentence', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'report.json')
    await writeFile(path, '{"checks": []}')
    const run = async (...args: readonly string[]) => {
      const err: string[] = []
      const code = await runCli(args, { paint: plain, out: () => {}, err: (text) => err.push(text) })
      return `${code} ${err.join('')}`
    }
    expect(await run('replay', path)).toContain('2 ')
    expect(await run('replay', path)).toContain('is no cassette of this suite: record makes them.')
    expect(await run('replay', 'nowhere.json')).toContain("nowhere.json can't be read (ENOENT).")
    expect(await run('replay')).toContain('replay needs the name of a cassette')
    expect(await run('record', path, '--subject', 'mock')).toContain('record is for providers elsewhere')
    expect(await run('replay', path, '--subject', 'mock')).toContain('A cassette says by itself who was tested')
  })
})

describe('the cassette of the stand-in', () => {
  it('is replayed by anybody, with no network', async () => {
    const connect = vi.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
      throw new Error('The replay went to the network.')
    })
    try {
      const out: string[] = []
      const code = await runCli(['replay', example, '--family', 'D,K,C,I,P', '--json'], {
        paint: plain,
        out: (text) => out.push(text),
        err: () => {},
      })
      const { summary, checks } = JSON.parse(out.join(''))
      expect([code, summary.fail, summary.inconclusive, summary.fixed, summary.config]).toEqual([0, 0, 0, 0, 0])
      expect(summary.pass).toBeGreaterThan(100)
      expect(checks.filter(({ verdict }: CheckResult) => verdict === 'known')).not.toEqual([])
      expect(connect).not.toHaveBeenCalled()
    } finally {
      connect.mockRestore()
    }
  })

  it('says of checks that were not recorded that they were not', async () => {
    const results = await replay(example, 'T')
    expect(new Set(results.map(({ verdict, reason }) => `${verdict}: ${reason}`))).toEqual(
      new Set(['untested: The recorded run was without this check.']),
    )
  })
})

describe('what stands for a secret', () => {
  const secret = fc.stringMatching(/^[\w.~+/=-]{8,80}$/)

  it('has its form, is always the same, and is found wherever the secret was', () => {
    fc.assert(
      fc.property(secret, (value) => {
        const disguise = new Disguise()
        disguise.learn(value)
        const other = disguise.of(value)
        const form = (text: string) => text.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/\d/g, '0')
        expect(form(other)).toBe(form(value))
        for (const coding of [String, encodeURIComponent]) {
          expect(disguise.apply(`?a=${coding(value)}&b=1`)).toBe(`?a=${coding(other)}&b=1`)
        }
      }),
    )
  })

  it('is another in another cassette', () => {
    const value = 'A1B2C3D4E5F60718293A4B5C6D7E8F90-1'
    const others = [new Disguise(), new Disguise()].map((disguise) => {
      disguise.learn(value)
      return disguise.of(value)
    })
    expect(new Set([value, ...others]).size).toBe(3)
    for (const other of others) expect(other).toMatch(/^[0-9A-F]{32}-1$/)
  })
})

describe('seeded randomness', () => {
  it('is the same in the same scope, another in another, and truly random without a seed', () => {
    const draw = () => ['A', 'B'].map((scope) => inScope(scope, () => [randomBytes(40).toString('hex'), randomUuid()]))
    const seeded = () => {
      using _seed = seedRandomness('seed')
      return draw()
    }
    expect(seeded()).toEqual(seeded())
    expect(new Set(seeded().flat()).size).toBe(4)
    expect(draw()).not.toEqual(draw())
    expect(seeded()[0]?.[1]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  })
})
