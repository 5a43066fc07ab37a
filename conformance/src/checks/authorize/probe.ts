import { type Attempt, type CallbackArrival, describeArrival, errorOf, fieldOf, isRefused } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import type { AttemptOptions } from '../../flow/flow.ts'
import type { CheckContext } from '../check-context.ts'
import { postAttempt } from '../other-answers.ts'
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

/**
 * The same request by the other ways in which it may come: a rule that holds for a GET answered by form post holds by
 * POST, by fragment and with prompt too.
 */
export function everyWay({ what, changes, options }: Probe): readonly Probe[] {
  return [
    { what: `${what}, by POST`, ...(changes && { changes }), options: { ...options, method: 'POST' } },
    {
      what: `${what}, response_mode=fragment`,
      changes: { ...changes, response_mode: 'fragment' },
      ...(options && { options }),
    },
    ...['none', 'login'].map((prompt) => ({
      what: `${what}, prompt=${prompt}`,
      changes: { ...changes, prompt },
      ...(options && { options }),
    })),
  ]
}

/** Sends each probe in the signed-in session, after a plain request has shown that it is taken. */
export async function sendAll(context: CheckContext, probes: readonly Probe[]): Promise<Probed[]> {
  await plainRequest(context)
  const probed: Probed[] = []
  for (const { what, changes, options } of probes) {
    const attempt = await context.flow.attempt(changes, options)
    probed.push({ what, attempt })
  }
  return probed
}

/** How a request may come otherwise: at another entrance a rule may have been forgotten. */
interface Dress {
  readonly what: string
  readonly changes?: Changes
  readonly options?: AttemptOptions
  /** Whether the probe leaves it open. */
  readonly suits: (probe: Probe) => boolean
}

const dresses: readonly Dress[] = [
  { what: 'by POST', options: { method: 'POST' }, suits: ({ options }) => options?.method === undefined },
  {
    what: 'by fragment, response_type=id_token code, without state',
    changes: { response_mode: 'fragment', response_type: 'id_token code', state: undefined },
    suits: ({ changes = {} }) => !('response_mode' in changes),
  },
]

/** Of more probes each comes again in one dress alone, by turns: they are tries of one rule. */
const few = 20

/**
 * Sends requests that must be refused. Where asking costs nothing, those that were refused as they should come again in
 * other dress; of these only what was not refused is given back, since the dress may be what a provider refuses.
 * @param isRightInDress whether such a one was refused, for whatever reason
 */
export async function sendRefusable(
  context: CheckContext,
  probes: readonly Probe[],
  isRight: (attempt: Attempt) => boolean,
  isRightInDress: (attempt: Attempt) => boolean = isRight,
): Promise<readonly Probed[]> {
  const probed = await sendAll(context, probes)
  if (!context.target.lab) return probed
  const dressed = probes
    .filter((_probe, index) => probed[index] && isRight(probed[index].attempt))
    .flatMap((probe, index) => {
      const suitable = dresses.filter(({ suits }) => suits(probe))
      const worn = probes.length > few ? suitable.slice(index % 2).slice(0, 1) : suitable
      return worn.map((dress) => inDress(probe, dress))
    })
  const again = await sendAll(context, dressed)
  return [...probed, ...again.filter(({ attempt }) => !isRightInDress(attempt))]
}

function inDress(probe: Probe, { what, changes, options }: Dress): Probe {
  return {
    what: `${probe.what}, ${what}`,
    changes: { ...changes, ...probe.changes },
    options: { ...options, ...probe.options },
  }
}

/** The request that probes are held against; where it is not taken either, they would say nothing. */
export async function plainRequest({ flow }: CheckContext): Promise<Attempt> {
  const plain = await flow.once('plain request', (own) => own.attempt())
  const isUnattended = asksForLogin(plain) && flow.login().password === undefined
  if (isTaken(plain) || isUnattended) return plain
  throw new OutcomeSignal(skip(`A plain request is not taken either: ${describeArrival(plain)} (A-01).`))
}

/** Whether asking by POST costs nothing and says something: a plain request is taken so too. */
export async function takesPost({ flow, target }: CheckContext): Promise<boolean> {
  return target.lab !== undefined && isTaken(await postAttempt(flow))
}

/** A plain request that came back with a code; without somebody who logs in the check ends. */
export async function plainAnswer(context: CheckContext): Promise<Attempt & { readonly arrival: CallbackArrival }> {
  const plain = await plainRequest(context)
  const { arrival } = plain
  if (arrival.kind === 'callback') return { ...plain, arrival }
  throw new OutcomeSignal(untested('It needs somebody who logs in.'))
}

/** Whether the client got a code. */
export function isTaken({ arrival }: Attempt): boolean {
  return arrival.kind === 'callback' && fieldOf(arrival, 'code') !== undefined
}

/** Whether the request got as far as a login that nobody is there to make. */
export function asksForLogin({ arrival }: Attempt): boolean {
  return arrival.kind === 'page' && arrival.purpose === 'login'
}

/**
 * How a request was refused that must be taken; undefined where it was taken. A page that nobody is there to answer, or
 * that comes again when it was answered, ends the check.
 */
export function refusalOf(attempt: Attempt): string | undefined {
  if (isTaken(attempt)) return undefined
  if (asksForLogin(attempt)) throw new OutcomeSignal(untested('It needs somebody who logs in.'))
  const { arrival } = attempt
  if (arrival.kind === 'page' && (arrival.purpose === 'consent' || arrival.purpose === 'merchant')) {
    throw new OutcomeSignal(skip(`The ${arrival.purpose} page comes again in spite of a standing consent (A-54).`))
  }
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
  if (isTaken(attempt) || !isRefused(attempt)) return 'taken'
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
