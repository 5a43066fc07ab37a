import { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileStore } from '../../src/stores/file/file-store.ts'
import { thisProcess } from '../../src/stores/file/lock-owner.ts'
import { useFolder, useStores } from './place.ts'
import { describeDurability, describeStoreContract } from './store-contract.ts'
import { expectModel } from './store-model.ts'

const folder = useFolder()
const open = useStores(() => ({ open: () => FileStore.open(join(folder.path, 'store')) }))
const within = (...path: string[]) => join(folder.path, 'store', ...path)

/** Every file and folder below, with its permissions. */
async function permissions(): Promise<Map<string, string>> {
  const names = await readdir(folder.path, { recursive: true })
  const modes = names.map(
    async (name) => [name, ((await stat(join(folder.path, name))).mode & 0o777).toString(8)] as const,
  )
  return new Map(await Promise.all(modes))
}

describe('FileStore', () => {
  describeStoreContract(open)
  describeDurability(open)

  it('does what the model says in any order of operations', { timeout: 60_000 }, async () => {
    let run = 0
    await expectModel(() => FileStore.open(within(String(run++))), 25)
  })

  it('keeps its files from everybody else', async () => {
    const store = await open()
    await store.set('a:1', 'one')
    await store.acquire('a:1', 600_000)
    const modes = await permissions()
    expect(modes.get('store')).toBe('700')
    expect([...modes.values()].every((mode) => mode === '700' || mode === '600')).toBe(true)
    expect([...modes.values()]).toContain('600')
  })

  it.each([0o755, 0o770, 0o701])('refuses a folder with mode %o', async (mode) => {
    await mkdir(within())
    await chmod(within(), mode)
    await expect(FileStore.open(within())).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'store-exposed',
      details: { path: within(), mode: mode.toString(8) },
    })
  })

  it('says what is in the way where there can be no folder', async () => {
    await writeFile(within(), 'a file')
    await expect(FileStore.open(within('below'))).rejects.toMatchObject({
      code: 'store-unusable',
      details: { code: 'ENOTDIR' },
    })
  })

  it('has one whole file a record, and nothing left over beside it', async () => {
    const store = await open()
    for (const value of ['one', 'two', 'three']) await store.set('a:1', value)
    const [name = ''] = await readdir(within('records'))
    expect(JSON.parse(await readFile(within('records', name), 'utf8'))).toMatchObject({
      format: 1,
      key: 'a:1',
      value: 'three',
    })
    expect(await readdir(within('records'))).toHaveLength(1)
    expect(await readdir(within('temporary'))).toEqual([])
  })

  it('takes away the temporary files of processes that crashed, and no younger ones', async () => {
    await open()
    await writeFile(within('temporary', 'old'), 'half')
    await utimes(within('temporary', 'old'), 0, 0)
    await writeFile(within('temporary', 'young'), 'half')
    await open()
    expect(await readdir(within('temporary'))).toEqual(['young'])
  })

  it('takes away the files of expired records', async () => {
    const store = await open()
    await store.set('a:1', 'one', { expiresAt: Date.now() - 1 })
    await store.keys('')
    expect(await readdir(within('records'))).toEqual([])
  })

  it.each([
    ['damaged', '{"format":1,"key":"a:1","va'],
    ['damaged', '[]'],
    ['version', '{"format":2}'],
  ])('names a file that is %s, and not its content', async (reason, text) => {
    const store = await open()
    await store.set('a:1', 'canary')
    const [name = ''] = await readdir(within('records'))
    await writeFile(within('records', name), text)
    const error = await store.get('a:1').catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'store-unusable', details: { reason, path: within('records', name) } })
    await expect(store.set('a:1', 'new', { revision: null })).rejects.toMatchObject({ code: 'store-unusable' })
    expect(await store.set('a:1', 'mended')).toBeDefined()
  })

  it.each([
    ['a process that is gone', '{"pid":4194305,"started":"1","machine":"MACHINE"}'],
    [
      'an earlier process with the number of one that lives',
      `{"pid":${process.pid},"started":"1","machine":"MACHINE"}`,
    ],
    ['another machine, a minute ago', '{"pid":1,"started":"1","machine":"elsewhere"}'],
    ['nobody knows whom, a minute ago', '{"pi'],
  ])('does not wait for a lock of %s', async (_, owner) => {
    const store = await open()
    await store.set('a:1', 'one')
    const [shard = ''] = await readdir(within('locks'))
    await writeFile(within('locks', shard, '1000'), owner.replace('MACHINE', thisProcess().machine))
    await utimes(within('locks', shard, '1000'), 0, 0)
    expect(await store.set('a:1', 'three')).toBeDefined()
    expect(await readdir(within('locks', shard))).toEqual(['1001'])
  })

  it.each([
    ['a process that lives', () => JSON.stringify(thisProcess()), 0],
    ['another machine, just now', () => '{"pid":1,"started":"1","machine":"elsewhere"}', Date.now() / 1000],
  ])('waits for a lock of %s, says so when it takes too long, and goes on afterwards', async (_, owner, takenAt) => {
    const store = await FileStore.open(within(), { lockTimeoutMs: 50 })
    await store.set('a:1', 'one')
    const [shard = ''] = await readdir(within('locks'))
    const lock = within('locks', shard, '1000')
    await writeFile(lock, owner())
    await utimes(lock, takenAt, takenAt)
    const locked = { name: 'StoreError', code: 'store-unavailable', details: { reason: 'locked' } }
    await expect(store.set('a:1', 'two')).rejects.toMatchObject(locked)
    expect((await store.get('a:1'))?.value).toBe('one')
    expect(await readdir(within('temporary'))).toEqual([])
    await writeFile(lock, '')
    expect(await store.set('a:1', 'two')).toBeDefined()
  })
})
