import { describe, expect, it, vi } from 'vitest'
import { type Env, run, useHomes } from './support/cli.ts'
import { useMock, worldOf } from './support/world.ts'

// Each test starts several processes, one after the other.
vi.setConfig({ testTimeout: 60_000 })

const mock = useMock()
const home = useHomes()
const [hair, bakery] = ['aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002']
const [hairVat, bakeryVat] = ['DK12345674', 'DK99000007']

/** A world with two merchants who have consented. */
async function twoMerchants() {
  const place = worldOf(mock, await home())
  for (const vat of [hairVat, bakeryVat]) {
    expect(await run(['login', '--headless', '--vat', String(vat)], place.env)).toMatchObject({ code: 0 })
  }
  return place
}

const all = (env: Env, ...more: string[]) => run(['refresh', '--all', ...more], env)

describe('mobilepay refresh --all', () => {
  it('refreshes what is older than it says, and tells of each in a line', async () => {
    const { env } = await twoMerchants()
    expect(await all(env)).toEqual({
      code: 0,
      stdout: `${hair}  fresh\n${bakery}  fresh\n`,
      stderr: 'Of 2: 2 fresh.\n',
    })
    expect(await all(env, '--older-than', '0')).toEqual({
      code: 0,
      stdout: `${hair}  refreshed\n${bakery}  refreshed\n`,
      stderr: 'Of 2: 2 refreshed.\n',
    })
    const { stdout, stderr, code } = await all(env, '--older-than', '0', '--json')
    expect([code, stderr, stdout.trim().split('\n').length]).toEqual([0, '', 1])
    expect(JSON.parse(stdout)).toMatchObject({
      connections: [
        { id: hair, outcome: 'refreshed' },
        { id: bakery, outcome: 'refreshed' },
      ],
      counts: { refreshed: 2 },
    })
  })

  it('ends with 3 where a merchant has to consent again, and goes on to the others', async () => {
    const { env, world } = await twoMerchants()
    const { consents } = await mock.server.control.run('consents.list', { world: world.name })
    const withdrawn = consents.find((consent) => JSON.stringify(consent).includes(String(hair)))
    await mock.server.control.run('consents.revoke', { world: world.name, id: String(withdrawn?.id) })
    expect(await all(env, '--older-than', '0')).toMatchObject({
      code: 3,
      stdout: `${hair}  needs consent: refused-by-provider\n${bakery}  refreshed\n`,
    })
    expect(await all(env)).toMatchObject({ code: 3, stderr: 'Of 2: 1 fresh, 1 needs consent.\n' })
  })

  it('ends with the code of what failed, which the next run makes up for', async () => {
    const { env, world } = await twoMerchants()
    const target = { endpoint: 'token' } as const
    await mock.server.control.run('faults.add', { world: world.name, fault: 'http-503', target })
    const failed = await all(env, '--older-than', '0', '--json')
    expect(failed.code).toBe(5)
    expect(JSON.parse(failed.stdout)).toMatchObject({ counts: { failed: 1, refreshed: 1 } })
    expect(failed.stdout).not.toMatch(/eyJ|[0-9A-F]{32}/)
    expect(await all(env, '--older-than', '0')).toMatchObject({ code: 0, stderr: 'Of 2: 2 refreshed.\n' })
  })

  it('has nothing to do where nobody has consented yet', async () => {
    const { env } = worldOf(mock, await home())
    expect(await all(env)).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('mobilepay login') })
  })

  it.each([
    [['refresh', '--all', hair], 'not both'],
    [['refresh', '--older-than', '7'], 'goes with --all'],
    [['refresh', '--all', '--older-than', 'week'], 'a number of days'],
    [['refresh', '--all', '--older-than', '-1'], '--older-than'],
  ])('takes no %j', async (args, sentence) => {
    const { env } = worldOf(mock, await home())
    const refused = await run(args.map(String), env)
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(sentence) })
  })
})
