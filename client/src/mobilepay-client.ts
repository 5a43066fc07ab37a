import { authorizedFetch } from './api/authorized-fetch.ts'
import { CallBudget } from './api/call-budget.ts'
import type { CallbackInput } from './callback/callback-input.ts'
import { type CompletedConsent, completeConsent } from './callback/complete-consent.ts'
import { SpentStates } from './callback/spent-states.ts'
import type { ClientContext } from './client-context.ts'
import { checkClientOptions, type MobilePayClientOptions } from './client-options.ts'
import { type Connection, type ConnectionActions, toConnection } from './connections/connection.ts'
import { ConnectionVault } from './connections/connection-vault.ts'
import { Connections, type SealedAnew } from './connections/connections.ts'
import { listConnections } from './connections/list-connections.ts'
import { loadConnection } from './connections/load-connection.ts'
import { Merchant } from './connections/merchant.ts'
import type { ConsentMemory } from './consent/consent-memory.ts'
import { consentMemoryFor } from './consent/consent-memory-for.ts'
import type { RememberedConsent } from './consent/remembered-consent.ts'
import { type ConsentRequest, type StartedConsent, startConsent } from './consent/start-consent.ts'
import { type ErrorDetails, ProtocolError } from './errors/mobilepay-error.ts'
import { untilAborted, type WaitOptions } from './http/until-aborted.ts'
import { type Note, noAttributes, observe } from './observability/observe.ts'
import { Provider } from './provider/provider.ts'
import { AccessTokens } from './refresh/access-tokens.ts'
import { type KeepAliveOptions, type KeepAliveSummary, keepAlive } from './refresh/keep-alive.ts'
import { revokeConnection } from './revoke/revoke-connection.ts'
import { sealerFor } from './sealing/sealer-for.ts'
import { UnderWay } from './under-way.ts'

/**
 * MobilePay's consent flow and APIs, for one client id in one environment. Make one and keep it: it holds the provider's
 * metadata and keys, and its refreshes are single flight only within one instance.
 */
export class MobilePayClient {
  /** The environment's name, or the discovery URL of a custom one. */
  readonly environment: string
  readonly clientId: string
  /** To the letter as registered with MobilePay. */
  readonly redirectUri: string
  // Private, so that printing the client shows no secret.
  readonly #context: ClientContext
  readonly #tokens: AccessTokens
  readonly #actions: ConnectionActions

  private constructor(context: ClientContext) {
    this.environment = context.options.environment.id
    this.clientId = context.options.clientId
    this.redirectUri = context.options.redirectUri
    this.#context = context
    this.#tokens = new AccessTokens(context)
    this.#actions = {
      refresh: (id, options) => this.#untilAborted(options, { connection: id }, () => this.#tokens.refresh(id)),
      revoke: (id, options) => this.#untilAborted(options, { connection: id }, () => this.#revoke(id)),
      merchant: (id) => this.merchant(id),
    }
  }

  /**
   * Checks the options and reads the provider's discovery document.
   *
   * @param wait a signal that ends the wait
   * @throws ConfigurationError `option-invalid`, `environment-unknown`, `address-refused`, `redirect-uri-invalid`,
   *   `sealing-keys-missing`, `sealing-key-invalid`
   * @throws ProtocolError `discovery-invalid`, `discovery-issuer-mismatch`, `discovery-host-not-pinned`
   * @throws NetworkError
   * @see OIDC Discovery section 4
   */
  static async discover(options: MobilePayClientOptions, { signal }: WaitOptions = {}): Promise<MobilePayClient> {
    const checked = checkClientOptions(options)
    const sealer = await sealerFor(checked.store, checked.sealingKeys)
    const owner = { environment: checked.environment.id, clientId: checked.clientId }
    const connections = new Connections(checked.store, new ConnectionVault(sealer), owner)
    const provider = new Provider(checked)
    const patience = new CallBudget(checked.timeoutMs, signal, checked.environment.discoveryUrl.host)
    await patience.waitFor(() => provider.metadata())
    const spentStates = new SpentStates(checked.store)
    const underWay = new UnderWay()
    return new MobilePayClient({ options: checked, provider, sealer, connections, spentStates, underWay })
  }

  /**
   * Begins a consent. Send the merchant's browser to `url`, and keep the result (JSON is fine) with the browser session:
   * encrypted or on the server, for it holds the code verifier.
   *
   * @param wait a signal that ends the wait for the discovery document, which is read anew once an hour
   * @throws ConfigurationError `merchant-vat-format`, `merchant-vat-check-digit`, `scope-unknown`
   * @throws NetworkError
   * @see OIDCC section 3.3.2.1; RFC 7636
   */
  startConsent(request: ConsentRequest, wait: WaitOptions = {}): Promise<StartedConsent> {
    const { provider, options } = this.#context
    const work = async (note: Note) => {
      const consent = await startConsent(request, provider, options)
      note({ 'mobilepay.scopes': consent.scopes.join(' ') })
      return consent
    }
    return this.#untilAborted(wait, {}, () => observe('consent', options, noAttributes, work))
  }

  /**
   * Ends a consent: checks the callback, redeems the code, checks the tokens, stores the connection.
   *
   * @param request the callback: a Fetch Request or a Node request, read here; the raw body; or what a parser has made of
   *   it. For fragment the same, as the relay page sends it, or a URL with the fragment
   * @param consent what `startConsent` returned, for this browser session
   * @param wait a signal that ends the wait; once begun, the rest is done all the same and the connection stored, for the
   *   code is good for one time. The signal of a Fetch Request, which fires when the browser leaves, is not looked at
   * @throws ConfigurationError `consent-not-remembered`, `consent-of-another-client`, `client-credentials-refused`
   * @throws ProtocolError `access-denied` where the merchant said no; `state-mismatch` and the others of the table
   * @throws NetworkError
   * @see OIDCC sections 3.3.2.8 to 3.3.3.9
   */
  completeConsent(request: CallbackInput, consent: RememberedConsent, wait: WaitOptions = {}): Promise<Connection> {
    const { options, underWay } = this.#context
    return this.#untilAborted(wait, {}, async () => {
      const work = (note: Note) => this.#completeConsent(request, consent, note)
      const { connection, warnings } = await underWay.add(observe('callback', options, noAttributes, work))
      this.#tokens.forget(connection.id)
      return toConnection(connection, this.#actions, warnings)
    })
  }

  /**
   * Where the adapters remember consents under way, each bound to the browser that started it; for an adapter of one's
   * own.
   *
   * @param where sealed in cookies, or in the store with a cookie that binds them to the browser. Default: in cookies if
   *   there are `sealingKeys`, else in the store
   * @throws ConfigurationError `sealing-keys-missing` for cookies without keys
   */
  consentMemory(where?: 'cookie' | 'store'): ConsentMemory {
    return consentMemoryFor(where, this.#context)
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
      fetch: (path, init) => authorizedFetch(merchantId, path, init, this.#tokens, this.#context),
      accessToken: (wait) => this.#untilAborted(wait, { connection: merchantId }, () => this.#accessToken(merchantId)),
      connection: (wait) => this.connection(merchantId, wait),
    })
  }

  /**
   * A connection as it is in the store now.
   *
   * @param id as in `connection.id`: the merchant id, or `subject:…` for a token without a merchant
   * @throws ConfigurationError `connection-unknown`, `connection-of-another-client`, `connection-unreadable`
   * @throws StoreError
   */
  async connection(id: string, wait: WaitOptions = {}): Promise<Connection> {
    const load = () => loadConnection(id, this.#context)
    const { connection } = await this.#untilAborted(wait, { connection: id }, load)
    return toConnection(connection, this.#actions)
  }

  /**
   * All connections of this client and environment, those that need a new consent included; by id.
   *
   * @throws ConfigurationError `connection-unreadable` where there is one that no sealing key opens
   * @throws StoreError
   */
  async connections(wait: WaitOptions = {}): Promise<readonly Connection[]> {
    const stored = await this.#untilAborted(wait, {}, () => listConnections(this.#context, wait.signal))
    return stored.map((connection) => toConnection(connection, this.#actions))
  }

  /**
   * Refreshes the connections that were not for a week, so that the 13 months of their refresh tokens begin anew. Run it
   * once a day or week, in one process or in several; what is broken off is made up for by the next run.
   *
   * @returns what became of each connection; one that fails stops no other
   * @throws StoreError where the connections can not be listed
   * @see MobilePay, refresh tokens: 13 months, sliding
   */
  keepAlive(options: KeepAliveOptions = {}): Promise<KeepAliveSummary> {
    return keepAlive(options, this.#tokens, this.#context)
  }

  /**
   * After a new key was put first in `sealingKeys`: seals with it what older keys have sealed. When every process has the
   * new key and this has run, the older ones can be taken away.
   *
   * @param wait a signal that ends it between two connections; another run does the rest
   * @returns how many it was, and which connections no key opens
   * @throws StoreError
   */
  sealAnew(wait: WaitOptions = {}): Promise<SealedAnew> {
    return this.#untilAborted(wait, {}, () => this.#context.connections.sealAnew(wait.signal))
  }

  /**
   * Resolves when no refresh, redemption or revocation is under way any more, those included whose callers have given up.
   * Wait for it before the store is closed and the process ends: what is broken off may have spent a one-time token. It
   * begins nothing and refuses nothing; end what calls this client first.
   */
  settled(): Promise<void> {
    return this.#context.underWay.settled()
  }

  async #completeConsent(request: CallbackInput, consent: RememberedConsent, note: Note): Promise<CompletedConsent> {
    const completed = await completeConsent(request, consent, this.#context)
    const { id, scopes } = completed.connection
    note({ 'mobilepay.connection': id, 'mobilepay.scopes': scopes.join(' ') })
    return completed
  }

  #untilAborted<T>({ signal }: WaitOptions, details: ErrorDetails, work: () => Promise<T>): Promise<T> {
    return untilAborted(signal, { environment: this.environment, ...details }, work)
  }

  async #accessToken(id: string): Promise<string> {
    return (await this.#tokens.fresh(id)).tokens.accessToken
  }

  #revoke(id: string): Promise<void> {
    const { options, underWay } = this.#context
    const revoking = observe(
      'revoke',
      options,
      () => ({ 'mobilepay.connection': id }),
      () => revokeConnection(id, this.#context),
    )
    return underWay.add(revoking.finally(() => this.#tokens.forget(id)))
  }
}
