import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startMockServer } from '../../src/index.ts'
import { SqliteBackend } from '../../src/stores/sqlite/sqlite-backend.ts'
import { flowIn } from '../support/auto-flow.ts'
import { MockProcess } from './support/mock-process.ts'
import { busyTraffic, refresh, tokensOf } from './support/traffic.ts'

let folder: string
let store: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mock-store-'))
  store = `file:${join(folder, 'mock.sqlite')}`
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a mock that is started again on its file', () => {
  test('has everything as it was', async () => {
    const first = await startMockServer({ store, consent: 'auto' })
    const { tokens } = await flowIn(first.environments['sandbox-dk'])
    await first.control.run('worlds.create', { name: 'kept', generation: '2018' })
    await first.control.run('clock.freeze', { world: 'kept', time: '2027-01-31T12:00:00Z' })
    await first.control.run('keys.rotate', { world: 'default' })
    await first.control.run('faults.add', { world: 'default', fault: 'http-503', nth: 3, times: 2 })
    await first.control.run('clients.remove', { world: 'kept', clientId: 'integrator-reuse' })
    const asked = (mock: typeof first) =>
      Promise.all([
        mock.control.run('keys.list', { world: 'default' }),
        mock.control.run('faults.list', { world: 'default' }),
        mock.control.run('consents.list', { world: 'default' }),
        mock.control.run('journal.list', { world: 'default' }),
        mock.control.run('clients.list', { world: 'kept' }),
        mock.control.run('clock.get', { world: 'kept' }),
        mock.control
          .run('worlds.list', {})
          .then(({ worlds }) => worlds.map(({ name, generation }) => [name, generation])),
      ])
    const before = await asked(first)
    await first.close()
    await using second = await startMockServer({ store, consent: 'auto' })
    expect(await asked(second)).toEqual(before)
    const answer = await refresh(second.environments['sandbox-dk'], tokens.refresh_token ?? '')
    expect(answer.status).toBe(200)
  })

  test('keeps what a client was told, when it was killed in the middle of traffic', { timeout: 60_000 }, async () => {
    let mock = await MockProcess.start('--store', store, '--consent', 'auto')
    for (let kill = 0; kill < 3; kill += 1) {
      const place = mock.place()
      const { busy, traffic } = busyTraffic(() => place, 60)
      await busy
      await mock.kill()
      const { spent, used, held } = await traffic
      mock = await MockProcess.start('--store', store, '--consent', 'auto')
      expect(spent.length).toBeGreaterThan(5)
      for (const redeem of spent) expect((await redeem(mock.place())).status).toBe(400)
      for (const token of used) expect((await refresh(mock.place(), token)).status).toBe(400)
      for (const token of held) await tokensOf(await refresh(mock.place(), token))
    }
    await mock[Symbol.asyncDispose]()
  })

  test('is refused other options, and says which', async () => {
    const first = await startMockServer({ store, generation: '2018' })
    await first.control.run('switches.set', { world: 'default', switches: { strictParameters: true } })
    await first.close()
    await expect(startMockServer({ store, generation: '2024' })).rejects.toThrow(
      /was begun with other options: generation \(2018 there, 2024 here\)\./,
    )
    await expect(startMockServer({ store, generation: '2018', users: [] })).rejects.toThrow(
      'users (none there, others here)',
    )
    await using again = await startMockServer({ store, generation: '2018' })
    expect(again.world.settings.switches.strictParameters).toBe(true)
  })
})

describe('a file', () => {
  test('is for its user alone', async () => {
    await using _mock = await startMockServer({ store })
    expect((await stat(join(folder, 'mock.sqlite'))).mode & 0o777).toBe(0o600)
  })

  test('serves one process', async () => {
    await using _mock = await startMockServer({ store })
    await expect(MockProcess.start('--store', store)).rejects.toThrow(/is in use by another mock\. A file serves one/)
  })

  test('that is no database, or another program’s, or of a newer mock, is left alone', async () => {
    const path = join(folder, 'other')
    await writeFile(path, 'this is a letter to my aunt, and long enough for SQLite to look at it twice'.repeat(20))
    await expect(startMockServer({ store: `file:${path}` })).rejects.toThrow('is no SQLite database')
    const foreign = new DatabaseSync(join(folder, 'foreign'))
    foreign.exec('create table aunts (name text)')
    foreign.close()
    await expect(startMockServer({ store: `file:${join(folder, 'foreign')}` })).rejects.toThrow('of another program')
    await (await startMockServer({ store })).close()
    const newer = new DatabaseSync(join(folder, 'mock.sqlite'))
    newer.exec('pragma user_version = 9')
    newer.close()
    await expect(startMockServer({ store })).rejects.toThrow('written by a newer mock (format 9; this one knows 1)')
  })

  test('needs a folder, and is none itself', async () => {
    await expect(startMockServer({ store: `file:${join(folder, 'no', 'mock.sqlite')}` })).rejects.toThrow(
      `There is no folder ${join(folder, 'no')}`,
    )
    await expect(startMockServer({ store: `file:${folder}` })).rejects.toThrow('is a folder')
  })

  test('on a full disk is told of, and the mock goes on when there is room', { timeout: 60_000 }, async () => {
    await using mock = await MockProcess.startCramped(1200, '--store', store, '--consent', 'auto')
    const { discoveryUrl } = mock.place()
    let answered = 0
    let answer = await fetch(discoveryUrl)
    while (answer.status === 200) {
      answered += 1
      answer = await fetch(discoveryUrl)
    }
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain(`The store ${store} cannot be written or read: disk I/O error.`)
    // The little that it writes may still find room.
    await expect.poll(async () => (await fetch(`${mock.url}/_mock/ready`)).status).toBe(503)
    expect(await mock.control.run('journal.count', { world: 'default' })).toEqual({ count: answered })
    mock.growFreely()
    expect((await fetch(discoveryUrl)).status).toBe(200)
    expect((await fetch(`${mock.url}/_mock/ready`)).status).toBe(200)
    expect(await mock.control.run('journal.count', { world: 'default' })).toEqual({ count: answered + 1 })
  })

  test('that takes no more is told of, and half of nothing is kept', async () => {
    const path = join(folder, 'full.sqlite')
    const backend = await SqliteBackend.open(path, { idleLife: 60_000, lasting: 'default' })
    const entry = { position: 1, json: '"first"' }
    await backend.create('a', [{ collection: 'c', key: 'k', entry }])
    const { lease, update } = await backend.take('a', undefined)
    if (!lease || update.kind === 'gone') throw new Error('It was there a moment ago.')
    // Two entries of one commit in one place: the second cannot be written.
    const wrong = { collection: 'c', key: 'bad', entry: { position: Number.NaN, json: '' } }
    const changes = [{ collection: 'c', key: 'k', entry: { position: 1, json: '"second"' } }, wrong]
    await expect(backend.commit(lease, update.at, changes)).rejects.toMatchObject({ name: 'StoreUnavailableError' })
    expect(await backend.read('a', undefined, false)).toMatchObject({
      kind: 'whole',
      at: { revision: 1 },
      changes: [{ collection: 'c', key: 'k', entry }],
    })
    await backend.close()
  })
})

test('worlds of a store are made and changed by commands alone', async () => {
  await using mock = await startMockServer({ store })
  expect(() => mock.createWorld()).toThrow("await mock.control.run('worlds.create', { name })")
  expect(() => mock.world.clock.freeze()).toThrow('changes only by requests and commands')
  expect((await mock.control.run('clock.get', { world: 'default' })).frozen).toBe(false)
})
