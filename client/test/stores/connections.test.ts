import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConnectionVault } from '../../src/connections/connection-vault.ts'
import { type ConnectionOwner, Connections } from '../../src/connections/connections.ts'
import type { StoredConnection } from '../../src/connections/stored-connection.ts'
import { MemoryStore, newSealingKey, type RecordStore, sealerFrom } from '../../src/index.ts'
import { sealerFor } from '../../src/sealing/sealer-for.ts'
import { FileStore } from '../../src/stores/file/file-store.ts'
import { useFolder } from './place.ts'

const folder = useFolder()
const owner: ConnectionOwner = { environment: 'sandbox-dk', clientId: 'integrator' }
const [key, newKey] = [newSealingKey(), newSealingKey()]

const connection: StoredConnection = {
  ...owner,
  id: 'merchant-1',
  status: 'active',
  merchantId: 'merchant-1',
  subject: 'user-1',
  nonce: 'nonce-1',
  scopes: ['openid', 'invoice'],
  refreshes: 0,
  tokens: { accessToken: 'canary-access', accessTokenExpiresAt: 1, refreshToken: 'canary-refresh', issuedAt: 1 },
}

async function connectionsIn(store: RecordStore, keys: readonly [string, ...string[]] = [key], whose = owner) {
  return new Connections(store, new ConnectionVault(await sealerFrom(keys)), whose)
}

async function onlyRecord(store: RecordStore) {
  const [name = ''] = await store.keys('')
  return { name, value: (await store.get(name))?.value ?? '' }
}

describe('connections', () => {
  it('are kept, changed by revision, listed and deleted', async () => {
    const connections = await connectionsIn(new MemoryStore())
    const revision = (await connections.save(connection, { revision: null })) ?? ''
    expect(await connections.get('merchant-1')).toEqual({ connection, revision })
    const other = { ...connection, id: 'subject:a:b/ü' }
    await connections.save(other)
    expect(await connections.list()).toEqual(['merchant-1', 'subject:a:b/ü'])
    expect(await connections.save({ ...connection, scopes: [] }, { revision: 'another' })).toBeUndefined()
    expect(await connections.save({ ...connection, scopes: [] }, { revision })).toBeDefined()
    expect(await connections.delete('merchant-1', { revision })).toBe(false)
    expect(await connections.delete('merchant-1')).toBe(true)
    expect(await connections.get('merchant-1')).toBeUndefined()
    expect((await connections.get(other.id))?.connection).toEqual(other)
  })

  it('are leased, and fences shut out who came before', async () => {
    const connections = await connectionsIn(new MemoryStore())
    const lost = await connections.acquire('merchant-1', 0)
    const held = await connections.acquire('merchant-1', 60_000)
    expect(await connections.acquire('merchant-1', 60_000)).toBeUndefined()
    expect(await connections.save(connection, { fence: lost?.fence ?? 0 })).toBeUndefined()
    expect(await connections.save(connection, { fence: held?.fence ?? 0 })).toBeDefined()
    const renewed = held && (await connections.renew(held, 120_000))
    expect(renewed?.fence).toBe(held?.fence)
    if (renewed) await connections.release(renewed)
    expect(await connections.acquire('merchant-1', 60_000)).toBeDefined()
  })

  it('show no token in a store, and nothing but sealed text', async () => {
    const store = new MemoryStore()
    await (await connectionsIn(store)).save(connection)
    const { name, value } = await onlyRecord(store)
    expect(name).toBe('connection:sandbox-dk:integrator:merchant-1')
    expect(value).toMatch(/^mobilepay-connection\/1 [\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/)
  })

  it.each<[string, ConnectionOwner]>([
    ['environment', { ...owner, environment: 'production-dk' }],
    ['custom environment', { ...owner, environment: 'https://mock.example:8080/sandbox-dk:integrator' }],
    ['client', { ...owner, clientId: 'integrator:merchant-1' }],
    ['client and environment, whose names run into each other', { environment: 'sandbox-dk:integrator', clientId: '' }],
  ])('of another %s in the same store are others', async (_, theirs) => {
    const store = new MemoryStore()
    const [ours, others] = [await connectionsIn(store), await connectionsIn(store, [key], theirs)]
    await ours.save(connection)
    await others.save({ ...connection, ...theirs, scopes: ['theirs'] })
    expect((await ours.get('merchant-1'))?.connection).toEqual(connection)
    expect([await ours.list(), await others.list()]).toEqual([['merchant-1'], ['merchant-1']])
    await others.delete('merchant-1')
    expect(await ours.list()).toEqual(['merchant-1'])
    await expect(ours.save({ ...connection, ...theirs })).rejects.toMatchObject({
      code: 'connection-of-another-client',
    })
  })

  it('are sealed by the new key at the next write, and readable all the time', async () => {
    const store = new MemoryStore()
    await (await connectionsIn(store)).save(connection)
    const both = await connectionsIn(store, [newKey, key])
    const kept = await both.get('merchant-1')
    await both.save({ ...connection, refreshes: 1 }, { revision: kept?.revision ?? '' })
    const later = await connectionsIn(store, [newKey])
    expect((await later.get('merchant-1'))?.connection.refreshes).toBe(1)
  })
})

describe('sealing anew', () => {
  it('seals what an older key has sealed, once, and leaves the rest alone', async () => {
    const store = new MemoryStore()
    const old = await connectionsIn(store)
    await old.save(connection)
    await old.save({ ...connection, id: 'merchant-2' })
    const both = await connectionsIn(store, [newKey, key])
    await both.save({ ...connection, id: 'merchant-3' })
    const before = await both.get('merchant-3')
    expect(await both.sealAnew()).toEqual({ count: 2, unreadable: [] })
    expect(await both.sealAnew()).toEqual({ count: 0, unreadable: [] })
    expect(await both.get('merchant-3')).toEqual(before)
    const later = await connectionsIn(store, [newKey])
    expect(await Promise.all((await later.list()).map(async (id) => (await later.get(id))?.connection.id))).toEqual([
      'merchant-1',
      'merchant-2',
      'merchant-3',
    ])
  })

  it('names what no key opens, and leaves it as it is', async () => {
    const store = new MemoryStore()
    await (await connectionsIn(store)).save(connection)
    const record = await onlyRecord(store)
    const later = await connectionsIn(store, [newKey])
    expect(await later.sealAnew()).toEqual({ count: 0, unreadable: ['merchant-1'] })
    expect(await onlyRecord(store)).toEqual(record)
  })

  it('gives way to what somebody else writes meanwhile', async () => {
    const refreshed = { ...connection, refreshes: 1 }
    class Busy extends MemoryStore {
      meanwhile: (() => Promise<unknown>) | undefined
      override async get(name: string) {
        const record = await super.get(name)
        const { meanwhile } = this
        this.meanwhile = undefined
        await meanwhile?.()
        return record
      }
    }
    const store = new Busy()
    await (await connectionsIn(store)).save(connection)
    const both = await connectionsIn(store, [newKey, key])
    store.meanwhile = () => both.save(refreshed)
    expect((await both.sealAnew()).count).toBe(0)
    expect((await both.get('merchant-1'))?.connection).toEqual(refreshed)
  })
})

describe('an unreadable connection', () => {
  const sealed = async (content: unknown, under = 'connection:sandbox-dk:integrator:merchant-1') =>
    `mobilepay-connection/1 ${await (await sealerFrom([key])).seal(JSON.stringify(content), under)}`
  const { tokens, ...tokenless } = { ...connection }

  it.each<[string, string, () => Promise<string> | string]>([
    ['text of something else', 'foreign', () => 'canary'],
    ['JSON of something else', 'foreign', () => JSON.stringify(connection)],
    ['a newer version', 'version', () => 'mobilepay-connection/2 canary'],
    ['a record cut off', 'sealed', async () => (await sealed(connection)).slice(0, -30)],
    ['a record copied from another merchant', 'sealed', () => sealed(connection, 'connection:sandbox-dk:integrator:2')],
    ['sealed text that is no connection', 'content', () => sealed({ canary: true })],
    ['a connection without tokens', 'content', () => sealed(tokenless)],
    ['a connection in an unknown state', 'content', () => sealed({ ...connection, status: 'toString' })],
  ])('is named, and never shown: %s', async (_, reason, value) => {
    const store = new MemoryStore()
    await store.set('connection:sandbox-dk:integrator:merchant-1', await value())
    const connections = await connectionsIn(store)
    const error = await connections.get('merchant-1').catch((thrown) => thrown)
    expect(error).toMatchObject({
      name: 'ConfigurationError',
      code: 'connection-unreadable',
      details: { connection: 'merchant-1', environment: 'sandbox-dk', reason },
    })
    expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain('canary')
  })

  it('by its key says so, and can be listed and deleted all the same', async () => {
    const store = new MemoryStore()
    await (await connectionsIn(store)).save(connection)
    const connections = await connectionsIn(store, [newKey])
    await expect(connections.get('merchant-1')).rejects.toMatchObject({
      details: { reason: 'sealed' },
      cause: { code: 'sealed-unreadable', details: { reason: 'key' } },
    })
    expect(await connections.list()).toEqual(['merchant-1'])
    expect(await connections.delete('merchant-1')).toBe(true)
  })

  it('of another merchant, put under this one’s key without a seal, is refused', async () => {
    const store = new MemoryStore()
    const vault = new ConnectionVault(await sealerFor(store, undefined))
    const connections = new Connections(store, vault, owner)
    const record = await vault.lock({ ...connection, id: 'merchant-2' }, '')
    await store.set('connection:sandbox-dk:integrator:merchant-1', record)
    await expect(connections.get('merchant-1')).rejects.toMatchObject({ code: 'connection-of-another-client' })
  })
})

describe('sealing keys', () => {
  it('are needed for every store but the one in memory', async () => {
    const file = await FileStore.open(join(folder.path, 'store'))
    for (const keys of [undefined, []]) {
      await expect(sealerFor(file, keys)).rejects.toMatchObject({
        name: 'ConfigurationError',
        code: 'sealing-keys-missing',
      })
    }
    await expect(sealerFor(file, [''])).rejects.toMatchObject({ code: 'sealing-key-invalid' })
    expect(await (await sealerFor(new MemoryStore(), undefined)).seal('plain', 'p')).toBe('plain')
    expect(await (await sealerFor(new MemoryStore(), [key])).seal('plain', 'p')).not.toContain('plain')
  })
})
