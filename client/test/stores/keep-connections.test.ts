import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import type { RedisClientType } from 'redis'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { describeWith, program } from '../../../mock-server/test/support/require.ts'
import type { MobilePayClient, RecordStore } from '../../src/index.ts'
import { type DocBlock, docBlocks, writeBlocks } from '../support/doc-blocks.ts'
import { formPost, startInvoice, useSimulator } from '../support/harness.ts'
import { postgres, startPostgres } from '../support/postgres-server.ts'
import { startRedis } from '../support/redis-server.ts'
import { clientId, clientSecret, merchantId } from '../support/simulator.ts'
import { useFolder } from './place.ts'

const page = 'docs/how-to/keep-connections.md'
const blocks = await docBlocks(page)
const held = useSimulator()
const place = useFolder()
const folders: string[] = []
/** Those whose store was opened. */
const opened = new Set<string>()

afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** What a block of the page exports, in a folder with the other blocks, one of the stores among them. */
async function runBlock(file: string, heading = ''): Promise<Record<string, unknown>> {
  const chosen = blocks.filter((block) => block.file !== 'store.ts' || block.heading === heading)
  const folder = await writeBlocks(chosen)
  folders.push(folder)
  if (heading !== '') opened.add(folder)
  return import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href)
}

/** What it prints. */
async function printed(file: string, heading?: string): Promise<string> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  await runBlock(file, heading)
  return String(log.mock.lastCall?.[0])
}

/** Ends what the stores of the page have connected. */
async function disconnect(): Promise<void> {
  for (const folder of folders) {
    const store = pathToFileURL(join(folder, 'store.ts')).href
    if (!opened.delete(folder)) continue
    const { redis, pool } = (await import(/* @vite-ignore */ store)) as { redis?: RedisClientType; pool?: pg.Pool }
    redis?.destroy()
    await pool?.end()
  }
}

/** The page from its first line to its last, with one of the stores. */
async function follow(heading: string): Promise<void> {
  try {
    await followToTheEnd(heading)
  } finally {
    await disconnect()
  }
}

async function followToTheEnd(heading: string): Promise<void> {
  vi.stubEnv('MOBILEPAY_CLIENT_ID', clientId)
  vi.stubEnv('MOBILEPAY_CLIENT_SECRET', clientSecret)
  const [old, current] = [await printed('new-key.ts'), await printed('new-key.ts')]
  vi.stubEnv('MOBILEPAY_SEALING_KEYS', old)
  const first = (await runBlock('mobilepay.ts', heading)).mobilepay as MobilePayClient
  const consent = await startInvoice(first)
  await first.completeConsent(formPost(await held.mobilepay.authorize(consent.url)), consent)
  vi.stubEnv('MOBILEPAY_SEALING_KEYS', `${current} ${old}`)
  expect(await printed('seal-anew.ts', heading)).toBe('1 sealed anew, unreadable: none')
  vi.stubEnv('MOBILEPAY_SEALING_KEYS', current)
  const later = (await runBlock('mobilepay.ts', heading)).mobilepay as MobilePayClient
  expect((await later.connection(merchantId)).merchantId).toBe(merchantId)
  expect(await printed('keep-alive.ts', heading)).toBe('0 refreshed, 1 fresh, 0 failed')
  const { stop } = (await runBlock('stop.ts', heading)) as { stop: () => Promise<void> }
  await stop()
  const { store } = (await runBlock('store.ts', heading)) as { store: RecordStore }
  expect(await store.keys('connection:sandbox-dk:')).toEqual([`connection:sandbox-dk:${clientId}:${merchantId}`])
}

describe(page, () => {
  it('has a file name on every block, and each store once', () => {
    expect(blocks.filter(({ file }: DocBlock) => file === '')).toEqual([])
    const stores = blocks.filter(({ file }) => file === 'store.ts').map(({ heading }) => heading)
    expect(stores).toEqual(['FileStore', 'SqliteStore', 'RedisStore', 'PostgresStore'])
  })

  it('works to the letter with FileStore', async () => {
    vi.stubEnv('MOBILEPAY_FOLDER', join(place.path, 'mobilepay'))
    await follow('FileStore')
  })

  it('works to the letter with SqliteStore', async () => {
    vi.stubEnv('MOBILEPAY_DATABASE', join(place.path, 'mobilepay.sqlite'))
    await follow('SqliteStore')
  })
})

describeWith([{ ...program('redis-server'), name: 'redis' }], `${page} with RedisStore`, () => {
  it('works to the letter', async () => {
    const server = await startRedis()
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    vi.stubEnv('REDIS_URL', server.url)
    await follow('RedisStore')
    await server.remove()
  })
})

describeWith([postgres], `${page} with PostgresStore`, () => {
  it('works to the letter, and so does the migration', async () => {
    const server = await startPostgres()
    const address = `postgres://postgres@127.0.0.1:${server.port}`
    const admin = new pg.Client(`${address}/postgres`)
    await admin.connect()
    const database = `app_${randomUUID().slice(0, 8)}`
    await admin.query(`create database ${database}`)
    await admin.end()
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    vi.stubEnv('DATABASE_URL', `${address}/${database}`)
    const migration = new pg.Client(`${address}/${database}`)
    await migration.connect()
    await migration.query(await printed('print-migration.ts'))
    await migration.end()
    await follow('PostgresStore')
    await server.remove()
  }, 60_000)
})
