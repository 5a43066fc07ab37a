import { canonical } from '../run/json-values.ts'
import type { Verdict } from '../run/verdicts.ts'
import type { ComparedResult } from './input.ts'

/**
 * What became of a check from one side to another:
 * NEW a violation that the first side does not have; KNOWN the same, and recorded as a deviation; FIXED a violation
 * that is gone; GONE no longer judged; STRICTER and LAXER both sides have it, the other refuses more, or less.
 */
export const differences = ['NEW', 'KNOWN', 'FIXED', 'GONE', 'STRICTER', 'LAXER'] as const
export type Difference = (typeof differences)[number]

/** How bad a verdict is; undefined where it is no judgment. */
const badness: Readonly<Partial<Record<Verdict, number>>> = { pass: 0, fixed: 0, info: 1, warn: 2, known: 2, fail: 3 }

/** The class of the difference; undefined where there is none. */
export function classify(
  before: ComparedResult | undefined,
  after: ComparedResult | undefined,
): Difference | undefined {
  const [was, is] = [badnessOf(before), badnessOf(after)]
  if (was === undefined && is === undefined) return undefined
  if (is === undefined) return 'GONE'
  if (was === undefined || was === 0) return is === 0 ? betweenPasses(before, after) : newOrKnown(after)
  if (is === 0) return 'FIXED'
  return betweenViolations(before, after, is - was)
}

/** Information without advice is an observation, and no violation. */
function badnessOf(result: ComparedResult | undefined): number | undefined {
  if (!result) return undefined
  return result.verdict === 'info' && result.remedy === undefined ? 0 : badness[result.verdict]
}

function newOrKnown(after: ComparedResult | undefined): Difference {
  return after?.verdict === 'known' ? 'KNOWN' : 'NEW'
}

/** Both are right; but what the one takes the other may refuse. */
function betweenPasses(before: ComparedResult | undefined, after: ComparedResult | undefined): Difference | undefined {
  const [was, is] = [refusalIn(before?.actual), refusalIn(after?.actual)]
  if (was === undefined || is === undefined || was === is) return undefined
  return is ? 'STRICTER' : 'LAXER'
}

function betweenViolations(
  before: ComparedResult | undefined,
  after: ComparedResult | undefined,
  worse: number,
): Difference | undefined {
  if (canonical(before?.actual) === canonical(after?.actual) && (worse === 0 || after?.verdict === 'known'))
    return undefined
  // Where both are what was recorded, a run that tried less has found less.
  if (before?.verdict === 'known' && after?.verdict === 'known') return 'KNOWN'
  const more = problemsIn(after?.actual) - problemsIn(before?.actual)
  if (more !== 0) return more > 0 ? 'LAXER' : 'STRICTER'
  if (worse !== 0) return worse > 0 ? 'LAXER' : 'STRICTER'
  return newOrKnown(after)
}

/** Whether what was found is a refusal; undefined where the words do not say, or say both. */
function refusalIn(actual: unknown): boolean | undefined {
  const text = JSON.stringify(actual) ?? ''
  const refused = /\brefus|\berror\b|invalid_|unauthorized|unsupported_|access_denied|\b4\d\d\b/i.test(text)
  const taken = /\baccept|\bcallback\b|\bissued\b|\btaken\b|\b200\b/i.test(text)
  return refused === taken ? undefined : refused
}

function problemsIn(actual: unknown): number {
  return Array.isArray(actual) ? actual.length : 1
}
