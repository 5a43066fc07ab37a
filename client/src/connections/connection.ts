import type { Warning } from '../warnings.ts'
import type { StoredConnection } from './connection-store.ts'

/** What a merchant granted, as it is now. Its tokens are in the store and never in here, so it is safe to print. */
export class Connection {
  /** The key in the store: the merchant id, or `subject:…` for a token without a merchant. */
  readonly id: string
  /** Undefined when the token names no merchant; MobilePay's APIs answer 403 to such a token. */
  readonly merchantId: string | undefined
  /** `DK` or `FI` and eight digits, as the token says. */
  readonly merchantVat: string | undefined
  /** The MobilePay user who consented. */
  readonly subject: string
  /** Granted scopes; the merchant may have granted fewer than were asked for. */
  readonly scopes: readonly string[]
  readonly accessTokenExpiresAt: Date
  /** What somebody should look at, though it did not stop the flow. */
  readonly warnings: readonly Warning[]
  readonly #refresh: () => Promise<Connection>

  constructor(stored: StoredConnection, warnings: readonly Warning[], refresh: () => Promise<Connection>) {
    this.id = stored.id
    this.merchantId = stored.merchantId
    this.merchantVat = stored.merchantVat
    this.subject = stored.subject
    this.scopes = [...stored.scopes]
    this.accessTokenExpiresAt = new Date(stored.tokens.accessTokenExpiresAt)
    this.warnings = warnings
    this.#refresh = refresh
  }

  /**
   * Refreshes the tokens now. Seldom needed: `fetch` does it in time. Once a week keeps the 13 months sliding.
   *
   * @returns the connection as it is afterwards
   * @throws ProtocolError `connection-needs-consent`, and those of a token response
   * @throws NetworkError
   */
  refresh(): Promise<Connection> {
    return this.#refresh()
  }
}
