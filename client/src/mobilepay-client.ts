import { authorizedFetch } from './api/authorized-fetch.ts'
import { completeConsent } from './callback/complete-consent.ts'
import type { CallbackInput } from './callback/read-authorization-response.ts'
import { SpentStates } from './callback/spent-states.ts'
import type { ClientContext } from './client-context.ts'
import { checkClientOptions, type MobilePayClientOptions } from './client-options.ts'
import { Connection } from './connections/connection.ts'
import type { StoredConnection } from './connections/connection-store.ts'
import { loadConnection } from './connections/load-connection.ts'
import { Merchant } from './connections/merchant.ts'
import type { RememberedConsent } from './consent/remembered-consent.ts'
import { type ConsentRequest, type StartedConsent, startConsent } from './consent/start-consent.ts'
import { ProtocolError } from './errors/mobilepay-error.ts'
import { Provider } from './provider/provider.ts'
import { refreshConnection } from './refresh/refresh-connection.ts'
import { SingleFlight } from './refresh/single-flight.ts'
import type { Warning } from './warnings.ts'

/**
 * MobilePay's consent flow and APIs, for one client id in one environment. Make one and keep it: it holds the provider's
 * metadata and keys, and its refreshes are single flight only within one instance.
 */
export class MobilePayClient {
  /** The environment's name, or the discovery URL of a custom one. */
  readonly environment: string
  readonly clientId: string
  // Private, so that printing the client shows no secret.
  readonly #context: ClientContext
  readonly #refreshes = new SingleFlight<StoredConnection>()

  private constructor(context: ClientContext) {
    this.environment = context.options.environment.id
    this.clientId = context.options.clientId
    this.#context = context
  }

  /**
   * Checks the options and reads the provider's discovery document.
   *
   * @throws ConfigurationError `option-invalid`, `environment-unknown`, `address-refused`, `redirect-uri-invalid`
   * @throws ProtocolError `discovery-invalid`, `discovery-issuer-mismatch`, `discovery-host-not-pinned`
   * @throws NetworkError
   * @see OIDC Discovery section 4
   */
  static async discover(options: MobilePayClientOptions): Promise<MobilePayClient> {
    const checked = checkClientOptions(options)
    const provider = new Provider(checked)
    await provider.metadata()
    return new MobilePayClient({ options: checked, provider, spentStates: new SpentStates() })
  }

  /**
   * Begins a consent. Send the merchant's browser to `url`, and keep the result (JSON is fine) with the browser session:
   * encrypted or on the server, for it holds the code verifier.
   *
   * @throws ConfigurationError `merchant-vat-format`, `merchant-vat-check-digit`, `scope-unknown`
   * @see OIDCC section 3.3.2.1; RFC 7636
   */
  startConsent(request: ConsentRequest): Promise<StartedConsent> {
    return startConsent(request, this.#context.provider, this.#context.options)
  }

  /**
   * Ends a consent: checks the callback, redeems the code, checks the tokens, stores the connection.
   *
   * @param request the callback: for form_post the Fetch Request or its raw body; for fragment a URL with the fragment
   * @param consent what `startConsent` returned, for this browser session
   * @throws ConfigurationError `consent-not-remembered`, `consent-of-another-client`, `client-credentials-refused`
   * @throws ProtocolError `access-denied` where the merchant said no; `state-mismatch` and the others of the table
   * @throws NetworkError
   * @see OIDCC sections 3.3.2.8 to 3.3.3.9
   */
  async completeConsent(request: CallbackInput, consent: RememberedConsent): Promise<Connection> {
    const { connection, warnings } = await completeConsent(request, consent, this.#context)
    return this.#connection(connection, warnings)
  }

  /**
   * The API on behalf of a merchant whose connection is in the store.
   *
   * @param merchantId as in `connection.merchantId`
   * @throws ProtocolError `merchant-missing` for undefined
   */
  merchant(merchantId: string | undefined): Merchant {
    if (merchantId === undefined || merchantId === '') throw new ProtocolError('merchant-missing')
    return new Merchant(merchantId, {
      fetch: (path, init) =>
        authorizedFetch(merchantId, path, init, (id, stale) => this.#refresh(id, stale), this.#context),
      connection: async () => this.#connection(await loadConnection(merchantId, this.#context)),
    })
  }

  #connection(stored: StoredConnection, warnings: readonly Warning[] = []): Connection {
    return new Connection(stored, warnings, async () => {
      const { tokens } = await loadConnection(stored.id, this.#context)
      return this.#connection(await this.#refresh(stored.id, tokens.accessToken))
    })
  }

  #refresh(id: string, staleAccessToken: string): Promise<StoredConnection> {
    return this.#refreshes.run(id, () => refreshConnection(id, staleAccessToken, this.#context))
  }
}
