import { MobilePayError, ProtocolError } from '../errors/mobilepay-error.ts'
import type { Sealer } from '../sealing/sealer.ts'
import { clearConsentCookie, consentCookieName, readConsentCookie, setConsentCookie } from './consent-cookies.ts'
import type { ConsentMemory, RecalledConsent } from './consent-memory.ts'
import { type PendingConsent, parsePendingConsent } from './pending-consent.ts'

/** Remembers consents in the browser itself: each in a sealed cookie, so nothing has to be kept on the server. */
export class CookieConsentMemory implements ConsentMemory {
  readonly #sealer: Sealer

  constructor(sealer: Sealer) {
    this.#sealer = sealer
  }

  async remember(pending: PendingConsent, cookieHeader: string): Promise<readonly string[]> {
    const name = await consentCookieName(pending.consent.state)
    // Sealed for its own name: the browser's owner can not put one consent in another's place.
    const sealed = await this.#sealer.seal(JSON.stringify(pending), name)
    return setConsentCookie(name, sealed, pending.consent, cookieHeader)
  }

  async recall(state: string, cookieHeader: string): Promise<RecalledConsent> {
    const name = await consentCookieName(state)
    const sealed = readConsentCookie(cookieHeader, name)
    if (sealed === undefined) throw new ProtocolError('consent-unknown')
    return { pending: await this.#open(sealed, name), setCookies: [clearConsentCookie(name)] }
  }

  /** A cookie is input: one that does not open is none. */
  async #open(sealed: string, name: string): Promise<PendingConsent> {
    try {
      return parsePendingConsent(await this.#sealer.open(sealed, name))
    } catch (cause) {
      if (cause instanceof MobilePayError && cause.code === 'sealed-unreadable') {
        throw new ProtocolError('consent-unknown', { cause })
      }
      throw cause
    }
  }
}
