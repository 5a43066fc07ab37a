import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { Summary } from '../../journal/exchange-filter.ts'

/** Who takes part, from left to right. */
export const lifelines = ['merchant', 'integrator', 'provider', 'api'] as const
export type Lifeline = (typeof lifelines)[number]

export const lifelineNames: Readonly<Record<Lifeline, { readonly name: string; readonly what: string }>> = {
  merchant: { name: 'Merchant', what: 'browser' },
  integrator: { name: 'Integrator', what: 'back end' },
  provider: { name: 'Provider', what: 'OpenID Connect' },
  api: { name: 'API', what: 'products' },
}

/** A request goes from one to another; its answer comes back the same way. */
export interface Way {
  readonly from: Lifeline
  readonly to: Lifeline
}

/** Where the merchant's browser is sent: the front channel. Everything else is asked by a back end. */
const frontChannel: ReadonlySet<EndpointLabel> = new Set([
  'authorize',
  'authorize-callback',
  'end-session',
  'login',
  'logout',
  'consent',
  'merchant',
  'error-page',
])

export function wayOf(endpoint: EndpointLabel): Way {
  if (frontChannel.has(endpoint)) return { from: 'merchant', to: 'provider' }
  if (endpoint === 'merchants-me' || endpoint === 'api') return { from: 'integrator', to: 'api' }
  // RFC 7662: the resource asks what a token is worth.
  if (endpoint === 'introspection') return { from: 'api', to: 'provider' }
  return { from: 'integrator', to: 'provider' }
}

/** The answer to these goes on through the browser to the integrator, once the provider has one for the client. */
const answersClient: ReadonlySet<EndpointLabel> = new Set(['authorize', 'authorize-callback'])

/** Whom an answer is for in the end. */
export function answerTo(summary: Pick<Summary, 'endpoint' | 'outcome'>): Lifeline {
  if (answersClient.has(summary.endpoint) && summary.outcome === 'answered') return 'integrator'
  return wayOf(summary.endpoint).from
}

/** Whether the browser carries the answer on to the integrator. */
export function isThroughBrowser(summary: Pick<Summary, 'endpoint' | 'outcome'>): boolean {
  return isFrontChannel(summary.endpoint) && answerTo(summary) === 'integrator'
}

export function isFrontChannel(endpoint: EndpointLabel): boolean {
  return frontChannel.has(endpoint)
}
