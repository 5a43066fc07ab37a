import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnyCommand } from '../../src/control/command.ts'
import { exampleOf } from '../../src/control/examples.ts'
import { membersOf } from '../../src/control/members.ts'
import { commands } from '../../src/control/table.ts'
import { ControlError, type MockServer, startMockServer } from '../../src/index.ts'
import { flowIn } from '../support/auto-flow.ts'

let mock: MockServer

beforeAll(async () => {
  mock = await startMockServer({ consent: 'auto' })
  mock.world.clock.freeze()
  await flowIn(mock.environments['sandbox-dk'])
})

afterAll(() => mock.close())

/** What commands read of the mock, all of it. */
async function snapshot(): Promise<unknown> {
  const world = 'default'
  for (const { clock } of mock.worlds.all) clock.freeze()
  const readers = commands.filter(({ name }) => /\.(list|get)$/.test(name) && name !== 'journal.get')
  const states = await Promise.all(
    readers.map(({ name }) =>
      mock.control.run(name, (name === 'worlds.list' || name === 'profiles.list' ? {} : { world }) as never),
    ),
  )
  const production = await mock.control.run('keys.list', { world, stage: 'production' })
  return structuredClone([states, production])
}

/** Values that no member wants, in the order of how odd they are. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    -1,
    1.5,
    true,
    [],
    {},
    [null],
    'x'.repeat(500),
    '2026-13-45',
    'P',
    '../..',
    '__proto__',
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

type Mutation = (input: Record<string, unknown>) => Record<string, unknown>

/** Ways to spoil an input: a member that is wrong, missing or unknown, or something wrong within one. */
function mutationsOf(command: AnyCommand): fc.Arbitrary<Mutation> {
  const names = membersOf(command).map(({ name }) => name)
  const member = names.length > 0 ? fc.constantFrom(...names) : fc.constant('unknown')
  return fc.oneof(
    fc.tuple(member, odd).map(
      ([name, value]): Mutation =>
        (input) => ({ ...input, [name]: value }),
    ),
    member.map(
      (name): Mutation =>
        ({ [name]: _gone, ...rest }) =>
          rest,
    ),
    fc.tuple(fc.string({ minLength: 1 }), odd).map(
      ([name, value]): Mutation =>
        (input) => {
          const own = Object.entries(input)
          return Object.fromEntries([...own, [`${name}?`, value]])
        },
    ),
    fc.tuple(member, fc.string(), odd).map(
      ([name, inner, value]): Mutation =>
        (input) => {
          const current = input[name]
          if (typeof current !== 'object' || current === null || Array.isArray(current))
            return { ...input, [name]: { [inner]: value } }
          const keys = Object.keys(current)
          return { ...input, [name]: { ...current, [keys[inner.length % keys.length] ?? inner]: value } }
        },
    ),
  )
}

/** What makes worlds, opens ports or waits is not to be done hundreds of times. */
const costly = ['tls.open', 'journal.wait', 'journal.live']

const spoiled = fc
  .constantFrom<AnyCommand>(...commands.filter(({ name }) => !costly.includes(name)))
  .chain((command) => mutationsOf(command).map((mutate) => ({ command, input: mutate({ ...exampleOf(command) }) })))

async function refusalOf({ name }: AnyCommand, input: unknown): Promise<ControlError | undefined> {
  try {
    await mock.control.run(name as never, input as never)
    return undefined
  } catch (error) {
    if (error instanceof ControlError) return error
    throw error
  }
}

describe('a command that is refused', () => {
  test('changes nothing, and says which field is wrong and what is allowed', async () => {
    let refusals = 0
    await fc.assert(
      fc.asyncProperty(spoiled, async ({ command, input }) => {
        const before = await snapshot()
        const refused = await refusalOf(command, input)
        // Some spoiled inputs are good ones; what these change is another test's matter.
        if (!refused) return
        refusals += 1
        expect(refused.status).toBeLessThan(500)
        expect(refused.message).not.toBe('')
        for (const { field, allowed } of refused.errors) expect([field, allowed]).not.toContain('')
        if (refused.status === 422) expect(refused.errors).not.toEqual([])
        expect(await snapshot()).toEqual(before)
      }),
      { numRuns: 400 },
    )
    expect(refusals).toBeGreaterThan(100)
  })

  test.each(commands.filter(({ path }) => path.includes('{world}')).map(({ name }) => name))(
    '%s names the world that is not there',
    async (name) => {
      const command = commands.find((each) => each.name === name) as AnyCommand
      const refused = await refusalOf(command, { ...exampleOf(command), world: 'nowhere' })
      expect(refused).toMatchObject({
        status: 404,
        errors: [{ field: 'world', allowed: expect.stringContaining('default') }],
      })
    },
  )
})
