import type { PendingConsent } from './pending-consent.ts'

/** A consent that came back, and the `Set-Cookie` headers that go out with the answer, whatever comes of it. */
export interface RecalledConsent {
  readonly pending: PendingConsent
  readonly setCookies: readonly string[]
}

/** Where consents under way are remembered, each bound to the browser that started it. */
export interface ConsentMemory {
  /**
   * @param cookieHeader of the request that starts the consent
   * @returns the `Set-Cookie` headers of the answer that sends the browser to MobilePay
   * @throws ConfigurationError `consent-too-large`
   */
  remember(pending: PendingConsent, cookieHeader: string): Promise<readonly string[]>
  /**
   * @param state as it came back: nothing about it is known to be right yet
   * @param cookieHeader of the callback
   * @throws ProtocolError `consent-unknown`, `state-already-used`
   */
  recall(state: string, cookieHeader: string): Promise<RecalledConsent>
}
