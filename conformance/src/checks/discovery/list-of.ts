import { requiredMembers } from '../../run/fixture-schemas.ts'
import { words } from '../../run/json-values.ts'
import type { CheckContext } from '../check-context.ts'
import { OutcomeSignal, skip } from '../outcome.ts'

/** The list; undefined when the member is absent. Ends the check where other checks have the say. */
export async function listOf(context: CheckContext, member: string): Promise<readonly string[] | undefined> {
  const value = (await context.document())[member]
  const list = words(value)
  if (value !== undefined && !list) throw new OutcomeSignal(skip(`${member} is no list of words (D-09).`))
  if (!list && requiredMembers.includes(member)) throw new OutcomeSignal(skip(`${member} is missing (D-08).`))
  return list
}
