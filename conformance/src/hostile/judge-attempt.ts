import { type Attempt, countRequests } from './attempt.ts'
import type { HostileRow, RejectionExpected, RequestCounts, Scenario } from './hostile-row.ts'

/**
 * `rejected`, `accepted` and `unmet` are right where they are given; the others say what is wrong: accepted what is to
 * be rejected, rejected what is harmless, rejected with another reason than the true one, or too late, or with traces.
 */
export type HostileVerdict =
  | 'rejected'
  | 'accepted'
  | 'unmet'
  | 'wrongly-accepted'
  | 'wrongly-rejected'
  | 'wrong-reason'
  | 'later-request'
  | 'stored'
  | 'warning-missing'
  | 'not-met'
  | 'not-reached'

/** A few words on what the client did. */
export interface Got {
  readonly reached: Attempt['reached']
  readonly outcome: string
  readonly code?: string
  readonly details?: Readonly<Record<string, unknown>>
  readonly warnings: readonly string[]
}

export interface Judgment {
  readonly verdict: HostileVerdict
  readonly isRight: boolean
  readonly got: Got
  /** Requests to the token endpoint and the API beyond those that are needed to meet the thing. */
  readonly laterRequests: number
}

/** What a client sends at most from the hostile thing on: until it is met, and nothing after it is refused. */
const needed: Readonly<Record<Scenario, RequestCounts>> = {
  discover: { token: 0, api: 0 },
  consent: { token: 0, api: 0 },
  denied: { token: 0, api: 0 },
  redeem: { token: 1, api: 0 },
  refresh: { token: 1, api: 0 },
  call: { token: 0, api: 1 },
}

/** @param speaksOurCodes whether the client's codes and details are those that the row knows */
export function judgeAttempt(row: HostileRow, attempt: Attempt, speaksOurCodes: boolean): Judgment {
  const got = describeAttempt(attempt)
  const laterRequests = row.expect.outcome === 'rejected' ? laterRequestsOf(row, attempt) : 0
  const verdict = verdictOf(row, attempt, got, laterRequests, speaksOurCodes)
  return { verdict, isRight: ['rejected', 'accepted', 'unmet'].includes(verdict), got, laterRequests }
}

function verdictOf(
  { expect }: HostileRow,
  attempt: Attempt,
  got: Got,
  laterRequests: number,
  speaksOurCodes: boolean,
): HostileVerdict {
  if (attempt.reached === 'browser') return 'not-reached'
  if (expect.outcome === 'unmet') return attempt.fired || got.outcome === 'rejected' ? 'not-met' : 'unmet'
  if (!attempt.fired) return 'not-met'
  if (expect.outcome === 'accepted') {
    if (got.outcome === 'rejected') return 'wrongly-rejected'
    const isSilent = speaksOurCodes && expect.warnings.some((warning) => !got.warnings.includes(warning))
    return isSilent ? 'warning-missing' : 'accepted'
  }
  if (got.outcome !== 'rejected') return 'wrongly-accepted'
  if (laterRequests > 0) return 'later-request'
  if (keepsSomething(attempt)) return 'stored'
  return !speaksOurCodes || isTrueReason(expect, got) ? 'rejected' : 'wrong-reason'
}

/** After a refused callback or document there is no connection. */
function keepsSomething({ reached, stored }: Attempt): boolean {
  return (reached === 'callback' || reached === 'configure') && stored.length > 0
}

function isTrueReason({ codes, names }: RejectionExpected, { code, details = {} }: Got): boolean {
  const names_ = Object.entries(names)
  return code !== undefined && codes.includes(code) && names_.every(([name, value]) => details[name] === value)
}

function laterRequestsOf({ scenario, requests }: HostileRow, attempt: Attempt): number {
  const allowed = { ...needed[scenario], ...requests }
  const sent = countRequests(attempt.requests)
  const after = countRequests(attempt.afterwards)
  return Math.max(0, sent.token - allowed.token) + Math.max(0, sent.api - allowed.api) + after.token + after.api
}

export function describeAttempt({ reached, reply, connected }: Attempt): Got {
  const refusal = reply?.outcome === 'rejected' ? reply : undefined
  // A client that hands on what the API answers has told its caller.
  const isRefusedByApi = reply?.outcome === 'answered' && reply.status >= 400
  return {
    reached,
    outcome: refusal || isRefusedByApi ? 'rejected' : reached === 'done' ? 'accepted' : (reply?.outcome ?? 'nothing'),
    ...(refusal?.code !== undefined && { code: refusal.code }),
    ...(refusal?.details && { details: refusal.details }),
    warnings: connected?.warnings ?? [],
  }
}
