import { type Attempt, fieldOf } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import type { Flow, TokenRequestOptions } from '../../flow/flow.ts'
import type { AutomaticLogin } from '../../subjects/target.ts'
import type { CheckContext } from '../check-context.ts'
import type { Probe } from './probe.ts'

/**
 * A probe with a code of its own.
 * @param change what is changed in a redemption that is right otherwise
 * @param request what is changed in the authorization request
 */
export function burning(
  what: string,
  errors: readonly string[],
  change: (attempt: Attempt) => Changes,
  request: Changes = {},
): Probe {
  return {
    what,
    errors,
    async send(flow: Flow, options: TokenRequestOptions = {}) {
      const { attempt } = await codeFor(flow, options.login, request)
      return flow.redeem(attempt, change(attempt), options)
    },
  }
}

/** A code, of another client and user where they are named: those log in anew. */
export function codeFor(flow: Flow, login: AutomaticLogin | undefined, changes: Changes = {}) {
  return login ? flow.code(changes, { login, browser: flow.browser(), visits: true }) : flow.code(changes)
}

/**
 * Codes are cheap in a lab, and there the client may authenticate otherwise or be another; elsewhere the first probe is
 * enough.
 */
export function withinBudget(context: CheckContext, probes: readonly Probe[]): readonly Probe[] {
  const first = probes.slice(0, 1)
  const { lab } = context.target
  return lab ? [...alsoByBasic(context, probes), ...first.map((probe) => ofAnotherClient(probe, lab.reuse))] : first
}

/** The same probes twice in a lab: of a client that authenticates by HTTP Basic as well. */
export function alsoByBasic({ target }: CheckContext, probes: readonly Probe[]): readonly Probe[] {
  return target.lab ? [...probes, ...probes.map(byBasic)] : probes
}

/**
 * The same probe of a client that authenticates by HTTP Basic: what is asked of it does not depend on that. Whether the
 * client is let in by Basic at all is for T-13 to say.
 */
function byBasic(probe: Probe): Probe {
  return {
    ...probe,
    what: `${probe.what}, by HTTP Basic`,
    errors: [...probe.errors, 'invalid_client'],
    send: (flow) => probe.send(flow, { authentication: 'client_secret_basic' }),
  }
}

function ofAnotherClient(probe: Probe, login: AutomaticLogin): Probe {
  return { ...probe, what: `${probe.what}, of another client`, send: (flow) => probe.send(flow, { login }) }
}

/** The code that an attempt brought; empty where it brought none. */
export function codeIn({ arrival }: Attempt): string {
  return (arrival.kind === 'callback' && fieldOf(arrival, 'code')) || ''
}

/** The same text in other letter case; one that has no letters gets one, so that it is another in any case. */
export function otherCase(text: string): string {
  const lower = text.toLowerCase()
  const other = lower === text ? text.toUpperCase() : lower
  return other === text ? `${text}a` : other
}
