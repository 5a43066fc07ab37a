import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import ledger from '../../fixtures/facts.json' with { type: 'json' }
import schema from '../schemas/config.schema.json' with { type: 'json' }
import { authorizeRules, clientRules } from '../src/rules/authorize/table.ts'
import { clientCredentialsRules } from '../src/rules/token/client-credentials-rules.ts'
import { grantTypeRules } from '../src/rules/token/grant-type-rules.ts'
import { redemptionRules } from '../src/rules/token/redemption-rules.ts'
import { defaultSwitches } from '../src/world/settings.ts'

interface Fact {
  readonly id: string
  readonly behavior: { readonly shown: boolean; readonly rule?: string }
  readonly contested?: { readonly switch: string; readonly default: unknown }
}

const facts = ledger.facts as readonly Fact[]
const ids = new Set(facts.map(({ id }) => id))
const camelCase = (name: string) => name.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase())

/** Switches that are no switch of a world: a client's registration, and an API that is not served yet. */
const elsewhere = new Set(['refreshTokenUsage', 'invoiceCreateStatus'])

describe('one fact, one rule, one name', () => {
  test.each(
    [
      ...clientRules,
      ...authorizeRules,
      ...grantTypeRules['2018'],
      ...grantTypeRules['2024'],
      ...redemptionRules,
      ...clientCredentialsRules,
    ].map(({ fact }) => fact),
  )('the rule %s is a fact of the ledger', (fact) => {
    expect(ids).toContain(fact)
  })

  test('every rule that the ledger names is a module of the mock', async () => {
    const folder = fileURLToPath(new URL('../src', import.meta.url))
    const files = await readdir(folder, { recursive: true })
    const modules = new Set(files.map((file) => basename(file, '.ts')))
    const named = facts.flatMap(({ behavior }) => behavior.rule ?? [])
    expect([...new Set(named)].filter((rule) => !modules.has(rule))).toEqual([])
  })
})

describe('contested facts', () => {
  const contested = facts.flatMap(({ contested: found }) => (found ? [found] : []))
  const ours = contested.filter(({ switch: name }) => !elsewhere.has(camelCase(name)))

  test('each has a switch whose default is the ledger’s', () => {
    const switches: Readonly<Record<string, unknown>> = { ...defaultSwitches }
    expect(ours.map(({ switch: name }) => [name, switches[camelCase(name)]])).toEqual(
      ours.map(({ switch: name, default: value }) => [name, value]),
    )
  })

  test('each switch is in the configuration schema with the same default', () => {
    const properties: Readonly<Record<string, { default: unknown }>> = schema.properties.switches.properties
    const defaults = Object.fromEntries(Object.entries(properties).map(([name, { default: value }]) => [name, value]))
    expect(defaults).toEqual(defaultSwitches)
  })
})
