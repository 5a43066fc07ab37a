import { expect } from 'vitest'
import { outcomeOf, type Pair, type Seen } from './token-context.ts'

/** What a check must come to, and the words that its finding or reason must contain. */
export type Row = readonly [
  id: string,
  what: string,
  seen: Seen,
  kind: 'pass' | 'violation' | 'skip' | 'inapplicable',
  words?: string,
]

export const front = (claims: object): Pair => ({ front: { claims: { ...claims } } })
export const back = (claims: object): Pair => ({ back: { claims: { ...claims } } })
export const header = (members: object): Pair => ({ front: { header: { ...members } } })
/** A login of another check. */
export const other = (pair: Pair): Seen => ({ others: [pair] })
export const foreign = (seen: Seen): Seen => ({ ...seen, isForeign: true })

export async function expectOutcome([id, , seen, kind, words]: Row): Promise<void> {
  const outcome = await outcomeOf(id, seen)
  expect(outcome.kind, JSON.stringify(outcome)).toBe(kind)
  if (words !== undefined) expect(JSON.stringify('actual' in outcome ? outcome.actual : outcome)).toContain(words)
}
