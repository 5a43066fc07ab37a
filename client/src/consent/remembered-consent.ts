import type { ClientOptions, ResponseMode } from '../client-options.ts'
import { ConfigurationError, ProtocolError } from '../errors/mobilepay-error.ts'

/** What has to be kept between start and callback, bound to the merchant's browser session. Secret; survives JSON. */
export interface RememberedConsent {
  readonly environment: string
  readonly clientId: string
  readonly redirectUri: string
  readonly responseMode: ResponseMode
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly scopes: readonly string[]
  readonly merchantVat?: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

const texts = ['environment', 'clientId', 'redirectUri', 'responseMode', 'state', 'nonce', 'codeVerifier'] as const

/**
 * Checks what comes back from the integrator's session store before anything is compared with it: an empty `state`
 * there must never match an empty one in the callback.
 *
 * @throws ConfigurationError `consent-not-remembered`, `consent-of-another-client`
 * @throws ProtocolError `consent-expired`
 */
export function checkRememberedConsent(consent: RememberedConsent, options: ClientOptions): void {
  if (typeof consent !== 'object' || consent === null) throw new ConfigurationError('consent-not-remembered')
  const bad = texts.find((member) => typeof consent[member] !== 'string' || consent[member] === '')
  const modeKnown = consent.responseMode === 'form_post' || consent.responseMode === 'fragment'
  if (bad || !modeKnown || !Array.isArray(consent.scopes) || typeof consent.expiresAt !== 'number') {
    throw new ConfigurationError('consent-not-remembered', { details: { member: bad } })
  }
  const { environment, clientId, redirectUri } = options
  if (consent.environment !== environment.id || consent.clientId !== clientId || consent.redirectUri !== redirectUri) {
    throw new ConfigurationError('consent-of-another-client', { details: { environment: environment.id } })
  }
  if (Date.now() >= consent.expiresAt) throw new ProtocolError('consent-expired')
}
