import { discoveryDocument } from '@mobilepay-oidc/fixtures'
import { canonical, words } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { JsonObject } from '../check-context.ts'
import { judge, untested } from '../outcome.ts'

interface Drift {
  /** What clients may rely on and no longer find. */
  readonly breaking: readonly string[]
  /** What is new. */
  readonly additive: readonly string[]
}

/** Values that the provider may announce instead (switch `response-modes-advertised` of the ledger). */
const alternatives: Readonly<Record<string, readonly unknown[]>> = {
  response_modes_supported: [['form_post', 'fragment']],
}

/** D-30: the document still means what the stored snapshot of the environment and generation means. */
export const drift: CheckDefinition = {
  id: 'D-30',
  title: 'The document has not drifted from the stored snapshot',
  spec: '–',
  level: 'SHOULD',
  sandbox: 'unattended',
  async run(context) {
    const { environment, target } = context
    if (!environment) return untested('There is no stored snapshot of this provider.')
    const found = driftBetween(discoveryDocument(environment, target.generation), await context.document())
    const { breaking, additive } = found
    return judge(breaking.length === 0 && additive.length === 0, {
      expected: `the document of generation ${target.generation}, as captured, at the addresses of the environment`,
      actual: found,
      remedy: 'Restore what clients rely on; where the change is meant, store a new snapshot.',
      severity: breaking.length > 0 ? 'fail' : 'info',
    })
  },
}

/** Compares by meaning: the order of members and of list values does not count. */
export function driftBetween(snapshot: JsonObject, document: JsonObject): Drift {
  const breaking: string[] = []
  const additive = Object.keys(document).filter((member) => !(member in snapshot))
  for (const [member, before] of Object.entries(snapshot)) {
    const after = document[member]
    if ([before, ...(alternatives[member] ?? [])].some((value) => canonical(value) === canonical(after))) continue
    if (after === undefined) breaking.push(`${member} is gone`)
    else if (isExtended(before, after)) additive.push(member)
    else breaking.push(`${member} has changed`)
  }
  return { breaking, additive }
}

function isExtended(before: unknown, after: unknown): boolean {
  const values = words(after)
  return words(before)?.every((value) => values?.includes(value)) ?? false
}
