import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newSealingKey } from '../../src/index.ts'
import { SqliteStore } from '../../src/stores/sqlite/sqlite-store.ts'
import { connect, me, redirectUri, Scene } from './support/scene.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const clock = new URL('./support/shifted-clock.mjs', import.meta.url).href
const merchantId = 'aaaaaaaa-0000-4000-8000-000000000001'
const days = 24 * 3600 * 1000
const realNow = Date.now

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keep-alive-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** What `node examples/keep-alive/keep-alive.ts` prints and ends with, at the time of this test. */
function runExample(variables: Readonly<Record<string, string>>): Promise<{ code: number; stdout: string }> {
  const args = ['--conditions=source', '--import', clock, 'examples/keep-alive/keep-alive.ts']
  const CLOCK_OFFSET_MS = String(Date.now() - realNow())
  const env = { PATH: process.env.PATH ?? '', ...variables, CLOCK_OFFSET_MS }
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, env }, (error, stdout) =>
      resolve({ code: Number(error?.code ?? 0), stdout }),
    )
  })
}

/** A merchant who has consented, in an SQLite store, and how the job gets there. */
async function connected(scene: Scene, file: string) {
  const sealingKey = newSealingKey()
  const STORE = join(folder, file)
  const store = await SqliteStore.open(STORE)
  const client = await scene.client({ store, sealingKeys: [sealingKey] })
  await connect(client)
  const variables = {
    ...{ STORE, SEALING_KEYS: sealingKey, MOCK_URL: scene.mock.url },
    ...{ CLIENT_ID: 'integrator', CLIENT_SECRET: 'integrator-secret', REDIRECT_URI: redirectUri },
  }
  return { client, store, variables }
}

describe('examples/keep-alive', () => {
  it('keeps a merchant past 13 months who is never called for', async () => {
    await using scene = await Scene.start()
    const { client, store, variables } = await connected(scene, 'kept.db')
    for (let visit = 0; visit < 3; visit += 1) {
      vi.setSystemTime(Date.now() + 200 * days)
      const { code, stdout } = await runExample(variables)
      expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ refreshed: 1, failed: 0 })])
    }
    expect(JSON.parse((await runExample(variables)).stdout)).toMatchObject({ fresh: 1, refreshed: 0 })
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
    await store.close()
  }, 60_000)

  it('names who has to consent again where it was not run for 13 months, and fails where MobilePay does', async () => {
    await using scene = await Scene.start()
    const { store, variables } = await connected(scene, 'lost.db')
    vi.setSystemTime(Date.now() + 397 * days)
    const stopped = await runExample({ ...variables, CLIENT_SECRET: 'another' })
    expect([stopped.code, stopped.stdout]).toEqual([1, expect.stringContaining('"failed":1')])
    const { code, stdout } = await runExample(variables)
    expect([code, stdout.split('\n')[0]]).toEqual([0, `${merchantId} has to consent again: refresh-token-expired`])
    await store.close()
  }, 60_000)
})
