import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import requests from '../../../fixtures/reference/requests.json' with { type: 'json' }
import { Parameters } from '../../src/http/parameters.ts'
import { authorizeRules, clientRules } from '../../src/rules/authorize/table.ts'
import { validateAuthorizeRequest } from '../../src/rules/authorize/validate-authorize-request.ts'
import { defaultSwitches } from '../../src/world/settings.ts'
import { aClient } from '../support/a-client.ts'

type Change = readonly [operation: string, parameter: string, value?: string | null]

const client = aClient({
  clientId: 'integrator',
  redirectUris: ['http://127.0.0.1:7890/', 'https://integrator.example/callback'],
})
const base = requests.authorize.base as [string, string][]

/** What the faults have in common: each changes one parameter, and none which client or which flow is meant. */
const faults = Object.entries(requests.authorize.changes as unknown as Record<string, Change[]>).flatMap(
  ([name, changes]) => {
    const [change, ...others] = changes
    const fitting = change && others.length === 0 && !['client_id', 'response_type'].includes(change[1])
    return fitting ? [{ name, change }] : []
  },
)

function apply(pairs: [string, string][], [operation, parameter, value]: Change): [string, string][] {
  const others = pairs.filter(([name]) => name !== parameter)
  if (operation === 'drop') return others
  if (operation === 'set') return [...others, [parameter, value ?? '']]
  const current = pairs.find(([name]) => name === parameter)?.[1] ?? ''
  return [...pairs, [parameter, value ?? current]]
}

function ruleFor(generation: '2018' | '2024', changes: readonly Change[]): string | undefined {
  const parameters = new Parameters(changes.reduce(apply, base), generation)
  const verdict = validateAuthorizeRequest(parameters, {
    generation,
    switches: defaultSwitches,
    findClient: (id) => (id === client.clientId ? client : undefined),
    nonceIsSpent: () => false,
  })
  return verdict.valid ? undefined : verdict.refused.rule
}

describe.each(['2024', '2018'] as const)('the rules of the authorization endpoint, generation %s', (generation) => {
  test('of several faults, that of the earliest rule in the table is reported', () => {
    const order = authorizeRules.map(({ fact }) => fact)
    const one = fc.constantFrom(...faults)
    fc.assert(
      fc.property(
        fc.uniqueArray(one, { minLength: 1, maxLength: 4, selector: ({ change }) => change[1] }),
        (chosen) => {
          const alone = chosen.flatMap(({ change }) => ruleFor(generation, [change]) ?? [])
          const [earliest] = alone.sort((a, b) => order.indexOf(a) - order.indexOf(b))
          expect(
            ruleFor(
              generation,
              chosen.map(({ change }) => change),
            ),
          ).toBe(earliest)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('the base request passes', () => {
    expect(ruleFor(generation, [])).toBeUndefined()
  })
})

test('every rule says in plain words how to mend the request', () => {
  for (const { mend } of [...clientRules, ...authorizeRules]) expect(mend).toMatch(/^[A-Z].*\.$/)
})

test('each rule stands in the table once', () => {
  const facts = [...clientRules, ...authorizeRules].map(({ fact }) => fact)
  expect(new Set(facts).size).toBe(facts.length)
})
