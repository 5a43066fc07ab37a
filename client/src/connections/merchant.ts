import type { Connection } from './connection.ts'

/** The API on behalf of one merchant. */
export class Merchant {
  readonly merchantId: string
  readonly #fetch: (path: string | URL, init: RequestInit) => Promise<Response>
  readonly #connection: () => Promise<Connection>

  constructor(
    merchantId: string,
    access: {
      fetch: (path: string | URL, init: RequestInit) => Promise<Response>
      connection: () => Promise<Connection>
    },
  ) {
    this.merchantId = merchantId
    this.#fetch = access.fetch
    this.#connection = access.connection
  }

  /**
   * `fetch` with the merchant's access token, refreshed when needed. Answers other than 401 and redirects are returned
   * as they are.
   *
   * @param path path below the API's address (`/invoice-restapi/api/v1/merchants/me`), or an absolute URL there
   * @param init as for `fetch`; `Authorization`, `x-ibm-client-*` and `redirect` are set here
   * @throws ConfigurationError `api-address-refused`, `connection-unknown`, `connection-of-another-client`
   * @throws ProtocolError `connection-needs-consent`, `api-unauthorized`, `redirect-refused`, and those of a refresh
   * @throws NetworkError
   */
  fetch(path: string | URL, init: RequestInit = {}): Promise<Response> {
    return this.#fetch(path, init)
  }

  /**
   * The stored connection.
   *
   * @throws ConfigurationError `connection-unknown`, `connection-of-another-client`
   */
  connection(): Promise<Connection> {
    return this.#connection()
  }
}
