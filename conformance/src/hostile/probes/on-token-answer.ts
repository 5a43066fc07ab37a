import { type HostileRow, rejected } from '../hostile-row.ts'
import { inText, type Json, type ProbeEntry, probeRow } from './probe.ts'

interface AnswerEntry extends ProbeEntry {
  readonly change?: (answer: Json) => Json
  /** Changes the JSON, where its writing matters. */
  readonly text?: (json: string) => string
}
export type AnswerTable = Readonly<Record<string, AnswerEntry>>

/** Refused for a member of the answer. */
export const member = (name: string) => rejected('token-response-malformed', { member: name })

/** The rows of a table in the answer to a code, or in that to a refresh. */
export function answerRows(scenario: 'redeem' | 'refresh', table: AnswerTable): readonly HostileRow[] {
  return Object.entries(table).map(([name, { change, text, ...entry }]) =>
    probeRow(`${scenario}-answer-${name}`, { scenario, endpoints: ['token'] }, entry, {
      ...(change && { 'token-response': change }),
      ...(text && inText(text)),
    }),
  )
}
