import type { ClientEndpoint } from '../subjects/client-exchange.ts'
import type { Scenario } from './hostile-row.ts'

/** Where a client meets an answer of the wire's own making: each is asked in another way, and refuses in its own. */
export const wirePlaces = [
  { scenario: 'discover', endpoint: 'discovery' },
  { scenario: 'consent', endpoint: 'jwks' },
  { scenario: 'redeem', endpoint: 'token' },
  { scenario: 'refresh', endpoint: 'token' },
  { scenario: 'call', endpoint: 'merchants-me' },
] as const satisfies readonly { readonly scenario: Scenario; readonly endpoint: ClientEndpoint }[]
