import type { ApiRequestInit } from '../api/api-request.ts'
import type { MerchantsMe } from '../api/merchants-me.ts'
import type { ProductScope } from '../consent/scopes.ts'
import type { WaitOptions } from '../http/until-aborted.ts'
import type { Warning } from '../warnings.ts'
import type { Merchant } from './merchant.ts'
import type { ConnectionStatus, NeedsConsentReason, StoredConnection } from './stored-connection.ts'

/** A scope that was granted: those that are known by name, and whatever else MobilePay may name one day. */
export type GrantedScope = 'openid' | 'offline_access' | ProductScope | (string & Record<never, never>)

/** What the client does for its connections. */
export interface ConnectionActions {
  refresh(id: string, options: WaitOptions): Promise<StoredConnection>
  revoke(id: string, options: WaitOptions): Promise<void>
  merchant(merchantId: string): Merchant
}

/**
 * What a merchant granted, as it was when this was read from the store. The tokens stay in the store and are never in
 * here, so it is safe to print.
 */
abstract class StoredGrant {
  /** The key in the store: the merchant id, or `subject:…` for a token without a merchant. */
  readonly id: string
  /** `DK` or `FI` and eight digits, as the token says. */
  readonly merchantVat: string | undefined
  /** The MobilePay user who consented. */
  readonly subject: string
  /** Granted scopes; the merchant may have granted fewer than were asked for. */
  readonly scopes: readonly GrantedScope[]
  /** `refreshing` means that a refresh is under way, or was broken off: the next one settles it. */
  readonly status: ConnectionStatus
  /** Why and since when only a new consent helps; undefined as long as none is needed. */
  readonly needsConsent: { readonly reason: NeedsConsentReason; readonly since: Date } | undefined
  /** Undefined when a new consent is needed, for then there are no tokens. */
  readonly accessTokenExpiresAt: Date | undefined
  /** What somebody should look at, though it did not stop the flow. */
  readonly warnings: readonly Warning[]
  readonly #actions: ConnectionActions

  constructor(stored: StoredConnection, actions: ConnectionActions, warnings: readonly Warning[]) {
    const isOver = stored.status === 'needs-consent'
    this.id = stored.id
    this.merchantVat = stored.merchantVat
    this.subject = stored.subject
    this.scopes = [...stored.scopes]
    this.status = stored.status
    this.needsConsent = isOver ? { reason: stored.reason, since: new Date(stored.since) } : undefined
    this.accessTokenExpiresAt = isOver ? undefined : new Date(stored.tokens.accessTokenExpiresAt)
    this.warnings = warnings
    this.#actions = actions
  }

  /** Whether the merchant granted this product. */
  allows(product: ProductScope): boolean {
    return this.scopes.includes(product)
  }

  /**
   * Refreshes the tokens now. Seldom needed: `fetch` does it in time, and `mobilepay.keepAlive()` for those that are
   * seldom used.
   *
   * @param options a signal that ends the wait; a refresh that has begun goes on, and its tokens are stored
   * @returns the connection as it is afterwards
   * @throws ProtocolError `connection-needs-consent`, and those of a token response
   * @throws NetworkError
   */
  async refresh(options: WaitOptions = {}): Promise<Connection> {
    return toConnection(await this.#actions.refresh(this.id, options), this.#actions)
  }

  /**
   * Revokes the refresh token at MobilePay and then deletes the connection from the store. Access tokens that are out
   * already go on until they expire, within five minutes: MobilePay can not revoke them.
   *
   * Where MobilePay can not be reached nothing is lost: the connection stays as it is, and the call may be repeated.
   *
   * @param options a signal that ends the wait; a revocation that has begun goes on
   * @throws ConfigurationError `connection-unknown`, `client-credentials-refused`
   * @throws ProtocolError `revocation-unsupported`, `token-request-refused`
   * @throws NetworkError after which the same call may be made again
   * @see RFC 7009 section 2
   */
  revoke(options: WaitOptions = {}): Promise<void> {
    return this.#actions.revoke(this.id, options)
  }
}

/** The connection of a merchant, who can be called for. */
export class MerchantConnection extends StoredGrant {
  readonly merchantId: string
  readonly #merchant: Merchant

  constructor(
    merchantId: string,
    stored: StoredConnection,
    actions: ConnectionActions,
    warnings: readonly Warning[] = [],
  ) {
    super(stored, actions, warnings)
    this.merchantId = merchantId
    this.#merchant = actions.merchant(merchantId)
  }

  /**
   * `fetch` with the merchant's access token, as `mobilepay.merchant(id).fetch`.
   *
   * @param path path below the API's address (`/invoice-restapi/api/v1/merchants/me`), or an absolute URL there
   */
  fetch(path: string | URL, init: ApiRequestInit = {}): Promise<Response> {
    return this.#merchant.fetch(path, init)
  }

  /** Asks MobilePay whose token this is, as `mobilepay.merchant(id).merchantsMe`. */
  merchantsMe(init?: Pick<ApiRequestInit, 'headers' | 'signal' | 'deadlineMs'>): Promise<MerchantsMe> {
    return this.#merchant.merchantsMe(init)
  }
}

/** A token that names no merchant. MobilePay's APIs answer 403 to it, so there is nothing to call with. */
export class ConnectionWithoutMerchant extends StoredGrant {
  readonly merchantId = undefined
}

/** `merchantId` tells the two apart. */
export type Connection = MerchantConnection | ConnectionWithoutMerchant

export function toConnection(
  stored: StoredConnection,
  actions: ConnectionActions,
  warnings: readonly Warning[] = [],
): Connection {
  const { merchantId } = stored
  if (merchantId === undefined) return new ConnectionWithoutMerchant(stored, actions, warnings)
  return new MerchantConnection(merchantId, stored, actions, warnings)
}
