import { facts } from '@mobilepay-oidc/fixtures/facts'
import type { CheckDefinition, Family } from './check.ts'

const factsByCheck = Map.groupBy(
  facts.flatMap((fact) => fact.checks.map((check) => ({ check, fact: fact.id }))),
  ({ check }) => check,
)

/** A family in the order of the catalogue, each check with the facts that the ledger names it for. */
export function family(id: string, title: string, definitions: readonly CheckDefinition[]): Family {
  const ordered = [...definitions].sort((one, other) => one.id.localeCompare(other.id))
  return {
    id,
    title,
    checks: ordered.map((check) => ({ ...check, facts: (factsByCheck.get(check.id) ?? []).map(({ fact }) => fact) })),
  }
}
