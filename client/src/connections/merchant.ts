import type { ApiRequestInit } from '../api/api-request.ts'
import { type MerchantsMe, merchantsMe } from '../api/merchants-me.ts'
import type { WaitOptions } from '../http/until-aborted.ts'
import type { Connection } from './connection.ts'

/** The API on behalf of one merchant. */
export class Merchant {
  readonly merchantId: string
  readonly #fetch: (path: string | URL, init: ApiRequestInit) => Promise<Response>
  readonly #accessToken: (options: WaitOptions) => Promise<string>
  readonly #connection: (options: WaitOptions) => Promise<Connection>

  constructor(
    merchantId: string,
    access: {
      fetch: (path: string | URL, init: ApiRequestInit) => Promise<Response>
      accessToken: (options: WaitOptions) => Promise<string>
      connection: (options: WaitOptions) => Promise<Connection>
    },
  ) {
    this.merchantId = merchantId
    this.#fetch = access.fetch
    this.#accessToken = access.accessToken
    this.#connection = access.connection
  }

  /**
   * `fetch` with the merchant's access token, refreshed when needed. GET, HEAD, OPTIONS, PUT and DELETE are repeated
   * after 429, 5xx and broken connections, as `apiAttempts` and `apiDeadlineMs` allow; the last answer is returned.
   *
   * @param path path below the API's address (`/invoice-restapi/api/v1/merchants/me`), or an absolute URL there
   * @param init as for `fetch`; `Authorization`, `x-ibm-client-*` and `redirect` are set here, `CorrelationId` where it is not
   *   given; `idempotent` says whether the call may be repeated
   * @throws ConfigurationError `api-address-refused`, `connection-unknown`, `connection-of-another-client`
   * @throws ProtocolError `connection-needs-consent`, `api-unauthorized`, `merchant-missing`, `api-scope-insufficient`,
   *   `redirect-refused`, and those of a refresh
   * @throws NetworkError
   */
  fetch(path: string | URL, init: ApiRequestInit = {}): Promise<Response> {
    return this.#fetch(path, init)
  }

  /**
   * Asks MobilePay whose token this is: `GET /invoice-restapi/api/v1/merchants/me`. Needs the scope `invoice`.
   *
   * @throws ProtocolError `api-forbidden`, `api-answer-unexpected`, `merchant-mismatch`, and those of `fetch`
   * @throws NetworkError `service-unavailable` after 429 and 5xx, and those of `fetch`
   */
  merchantsMe(init?: Pick<ApiRequestInit, 'headers' | 'signal' | 'deadlineMs'>): Promise<MerchantsMe> {
    return merchantsMe(this.merchantId, this.#fetch, init)
  }

  /**
   * An access token that is good now, refreshed where that is needed. Secret: for tools that can not use `fetch`, which
   * sees to it that the token goes to MobilePay alone.
   *
   * @throws ConfigurationError `connection-unknown`, `connection-of-another-client`
   * @throws ProtocolError `connection-needs-consent`, and those of a refresh
   * @throws NetworkError, StoreError
   */
  accessToken(options: WaitOptions = {}): Promise<string> {
    return this.#accessToken(options)
  }

  /**
   * The stored connection.
   *
   * @throws ConfigurationError `connection-unknown`, `connection-of-another-client`
   */
  connection(options: WaitOptions = {}): Promise<Connection> {
    return this.#connection(options)
  }
}
