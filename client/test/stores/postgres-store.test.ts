import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeWith } from '../../../mock-server/test/support/require.ts'
import { PostgresStore, postgresMigration } from '../../src/stores/postgres/postgres-store.ts'
import { type PostgresServer, postgres, startPostgres } from '../support/postgres-server.ts'
import { useStores } from './place.ts'
import { describeDurability, describeStoreContract } from './store-contract.ts'
import { expectModel } from './store-model.ts'
import { writeUntilKilled } from './write-until-killed.ts'

describeWith([postgres], 'PostgresStore', () => {
  let server: PostgresServer
  let tables = 0
  const pools: pg.Pool[] = []

  beforeAll(async () => {
    server = await startPostgres()
  }, 60_000)
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()))
    await server?.remove()
  })

  function newPool(options: pg.PoolConfig = {}): pg.Pool {
    const pool = new pg.Pool({ ...server.connection, max: 5, ...options })
    pool.on('error', () => undefined)
    pools.push(pool)
    return pool
  }
  const newTable = () => `test_${tables++}`

  const open = useStores(() => {
    const table = newTable()
    return { open: async () => PostgresStore.open(newPool(), { table }) }
  })
  describeStoreContract(open)
  describeDurability(open)

  it('does what the model says in any order of operations', { timeout: 60_000 }, async () => {
    const pool = newPool()
    await expectModel(() => PostgresStore.open(pool, { table: newTable() }), 15)
  })

  it('makes its table once, however many start at the same moment', async () => {
    const table = newTable()
    const stores = await Promise.all(
      Array.from({ length: 12 }, () => PostgresStore.open(newPool({ max: 1 }), { table })),
    )
    await stores[0]?.set('a:1', 'one')
    expect((await stores[11]?.get('a:1'))?.value).toBe('one')
  })

  it('needs no right to make tables where a migration has made it, once or twice, in a schema of its own', async () => {
    const admin = newPool()
    await admin.query('create schema payments; create role guest login')
    await Promise.all([
      admin.query(postgresMigration('payments.records')),
      admin.query(postgresMigration('payments.records')),
    ])
    await admin.query('grant usage on schema payments to guest')
    await admin.query('grant select, insert, update, delete on payments.records to guest')
    const store = await PostgresStore.open(newPool({ user: 'guest' }), { table: 'payments.records' })
    expect(await store.set('a:1', 'one')).toBeDefined()
    await expect(PostgresStore.open(newPool({ user: 'guest' }), { table: 'public.theirs' })).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'store-unusable',
      details: { code: '42501' },
    })
  })

  it.each(['records; drop table x', '"records"', 'a.b.c', '', 'Records', 'x'.repeat(48)])(
    'refuses the table name %j',
    async (table) => {
      await expect(PostgresStore.open(newPool(), { table })).rejects.toMatchObject({ code: 'option-invalid' })
      expect(() => postgresMigration(table)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
    },
  )

  it('takes expired and deleted records out of the table', async () => {
    const table = newTable()
    const pool = newPool()
    const store = await PostgresStore.open(pool, { table })
    await store.set('a:1', 'one', { expiresAt: Date.now() - 1 })
    await store.set('a:2', 'two')
    await store.delete('a:2')
    expect((await pool.query(`select count(*)::int as rows from ${table}`)).rows).toEqual([{ rows: 0 }])
  })

  it('says that it is out of reach, and nothing of the password', async () => {
    const pool = newPool({ ...server.connection, port: 1, password: 'canary' })
    const error = await PostgresStore.open(pool).catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'StoreError', code: 'store-unavailable', details: { code: 'ECONNREFUSED' } })
    expect(`${error.stack} ${error.cause.stack} ${JSON.stringify(error)}`).not.toContain('canary')
  })

  it('does not wait for ever for a connection of the pool or for somebody else’s lock', async () => {
    const pool = newPool()
    const table = newTable()
    const store = await PostgresStore.open(pool, { table, timeoutMs: 100 })
    await store.set('a:1', 'one')
    const other = await pool.connect()
    await other.query(`begin; lock table ${table}`)
    await expect(store.set('a:1', 'two')).rejects.toMatchObject({
      code: 'store-unavailable',
      details: { timeoutMs: 100 },
    })
    await other.query('rollback')
    other.release()
    await expect.poll(() => store.get('a:1'), { timeout: 10_000 }).toBeDefined()
  })

  describe('when the server is killed', () => {
    it('says so, and goes on by itself afterwards with all that was confirmed', async () => {
      const store = await PostgresStore.open(newPool(), { table: newTable(), timeoutMs: 2_000 })
      await store.set('a:before', 'kept')
      const { confirmed, failed } = await writeUntilKilled(store, () => server.kill())
      expect(failed.length).toBeGreaterThan(0)
      for (const error of failed) expect(error).toMatchObject({ name: 'StoreError', code: 'store-unavailable' })
      await expect(store.get('a:before')).rejects.toMatchObject({ name: 'StoreError', code: 'store-unavailable' })
      await server.restart()
      await expect.poll(() => store.get('a:before').catch(() => undefined), { timeout: 15_000 }).toBeDefined()
      expect((await store.get('a:before'))?.value).toBe('kept')
      expect(await store.keys('a:')).toEqual(expect.arrayContaining(confirmed))
      expect(await store.acquire('a:before', 1_000)).toBeDefined()
    })
  })
})
