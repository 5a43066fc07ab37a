import { type Attempt, describeArrival, errorOf, fieldOf, isRefused } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import type { AttemptOptions } from '../../flow/flow.ts'
import type { CheckContext } from '../check-context.ts'
import { OutcomeSignal, skip, untested } from '../outcome.ts'

/** One authorization request that differs from a right one. */
export interface Probe {
  /** What is sent, with the names of the parameters: findings say it. */
  readonly what: string
  readonly changes?: Changes
  readonly options?: AttemptOptions
}

export interface Probed {
  readonly what: string
  readonly attempt: Attempt
}

/** Sends each probe in the signed-in session, after a plain request has shown that it is taken. */
export async function sendAll(context: CheckContext, probes: readonly Probe[]): Promise<readonly Probed[]> {
  await plainRequest(context)
  const probed: Probed[] = []
  for (const { what, changes, options } of probes) {
    const attempt = await context.flow.attempt(changes, options)
    probed.push({ what, attempt })
  }
  return probed
}

/** The request that probes are held against; where it is not taken either, they would say nothing. */
export async function plainRequest({ flow }: CheckContext): Promise<Attempt> {
  const plain = await flow.once('plain request', (own) => own.attempt())
  if (isTaken(plain) || asksForLogin(plain)) return plain
  throw new OutcomeSignal(skip(`A plain request is not taken either: ${describeArrival(plain)} (A-01).`))
}

/** Whether the client got a code. */
export function isTaken({ arrival }: Attempt): boolean {
  return arrival.kind === 'callback' && fieldOf(arrival, 'code') !== undefined
}

/** Whether the request got as far as a login that nobody is there to make. */
export function asksForLogin({ arrival }: Attempt): boolean {
  return arrival.kind === 'page' && arrival.purpose === 'login'
}

/** How a request was taken that must be taken, where it was not; a login that nobody can make ends the check. */
export function refusalOf(attempt: Attempt): string | undefined {
  if (isTaken(attempt)) return undefined
  if (asksForLogin(attempt)) throw new OutcomeSignal(untested('It needs somebody who logs in.'))
  return describeArrival(attempt)
}

/** A request that must be refused. */
export type Refusal = 'taken' | { readonly problem: string } | 'right'

/**
 * Whether a request was refused, and as it should be.
 * @param codes the errors that may be told, where one is told
 */
export function judgeRefusal({ target }: CheckContext, attempt: Attempt, codes?: readonly string[]): Refusal {
  if (asksForLogin(attempt) && !target.environment) {
    throw new OutcomeSignal(untested('The provider asks for a login before it says whether it takes the request.'))
  }
  const crash = crashOf(attempt)
  if (crash !== undefined) return { problem: crash }
  if (!isRefused(attempt)) return 'taken'
  const error = errorOf(attempt)
  if (error === undefined || !codes || codes.includes(error)) return 'right'
  return { problem: `refused with ${error}` }
}

/** A server error on the way, for which a wrong request is no reason (RFC 9110 15.6). */
export function crashOf(attempt: Attempt): string | undefined {
  const crash = attempt.hops.find(({ response }) => response.status >= 500)
  if (crash) return `status ${crash.response.status}`
  return errorOf(attempt) === 'server_error' ? 'server_error' : undefined
}
