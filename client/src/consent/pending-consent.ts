import { ConfigurationError } from '../errors/mobilepay-error.ts'
import type { RememberedConsent } from './remembered-consent.ts'

/** What survives JSON unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** A consent under way, and what the integrator wants back with its callback. */
export interface PendingConsent {
  readonly consent: RememberedConsent
  /** A path of the integrator's site, checked. */
  readonly returnTo?: string
  /**
   * Anything of the integrator's: who is logged in, for one. The callback is a cross-site POST, to which browsers add no
   * session cookie that is `SameSite=Lax`.
   */
  readonly appState?: Json
}

/**
 * The text of a PendingConsent, read back. It was sealed, so it is what was written, if by another version perhaps; its
 * `consent` is checked by `completeConsent`.
 *
 * @throws ConfigurationError `consent-not-remembered`
 */
export function parsePendingConsent(text: string): PendingConsent {
  const pending: unknown = JSON.parse(text)
  if (typeof pending === 'object' && pending !== null && 'consent' in pending) return pending as PendingConsent
  throw new ConfigurationError('consent-not-remembered')
}
