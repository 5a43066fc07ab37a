import * as openid from 'openid-client'
import { constantTimeEqual } from '../callback/constant-time-equal.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import type { Sealer } from '../sealing/sealer.ts'
import type { RecordStore } from '../stores/record-store.ts'
import { clearConsentCookie, consentCookieName, readConsentCookie, setConsentCookie } from './consent-cookies.ts'
import type { ConsentMemory, RecalledConsent } from './consent-memory.ts'
import { fingerprint } from './fingerprint.ts'
import { type PendingConsent, parsePendingConsent } from './pending-consent.ts'

/** What stands in the record of a consent that was recalled, until it would have expired. */
const spent = ''

/**
 * Remembers consents in a store that all processes share, and a random secret in the browser's cookie, whose hash stands
 * in the record: a callback from another browser finds nothing.
 */
export class StoreConsentMemory implements ConsentMemory {
  readonly #store: RecordStore
  readonly #sealer: Sealer

  constructor(store: RecordStore, sealer: Sealer) {
    this.#store = store
    this.#sealer = sealer
  }

  async remember(pending: PendingConsent, cookieHeader: string): Promise<readonly string[]> {
    const { consent } = pending
    const browser = openid.randomState()
    const cookies = setConsentCookie(await consentCookieName(consent.state), browser, consent, cookieHeader)
    const key = await keyOf(consent.state)
    const record = JSON.stringify({ ...pending, browser: await fingerprint(browser) })
    await this.#store.set(key, await this.#sealer.seal(record, key), { expiresAt: consent.expiresAt })
    return cookies
  }

  async recall(state: string, cookieHeader: string): Promise<RecalledConsent> {
    const key = await keyOf(state)
    const record = await this.#store.get(key)
    if (!record) throw new ProtocolError('consent-unknown')
    if (record.value === spent) throw new ProtocolError('state-already-used')
    const { browser, ...pending } = parsePendingConsent(await this.#sealer.open(record.value, key)) as BoundConsent
    const name = await consentCookieName(state)
    const secret = readConsentCookie(cookieHeader, name)
    if (secret === undefined || !constantTimeEqual(await fingerprint(secret), browser)) {
      throw new ProtocolError('consent-unknown')
    }
    // Of callbacks that come at once one gets it, on whichever machine; the others, and later ones, are told.
    const condition = { revision: record.revision, expiresAt: pending.consent.expiresAt }
    if ((await this.#store.set(key, spent, condition)) === undefined) throw new ProtocolError('state-already-used')
    return { pending, setCookies: [clearConsentCookie(name)] }
  }
}

type BoundConsent = PendingConsent & { readonly browser: string }

async function keyOf(state: string): Promise<string> {
  return `consent:${await fingerprint(state)}`
}
