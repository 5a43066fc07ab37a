import type { Answers, Json } from '../recording.ts'
import type { LeftOut, Row } from '../row.ts'

/** Why a recorded answer was not replayed. */
export const nameless = 'the name does not say what was sent'

/** Sets what was replayed beside what was recorded; what nobody replayed is left out and listed. */
export function rowsOf(family: string, answers: Answers, actual: Readonly<Record<string, Json>>): (Row | LeftOut)[] {
  return Object.entries(answers).map(([name, expected]) => {
    const found = actual[name]
    return found === undefined ? { family, name, why: nameless } : { family, name, expected, actual: found }
  })
}
