import type { ClientContext } from '../client-context.ts'
import { loadConnection } from '../connections/load-connection.ts'
import type { UsableConnection } from '../connections/stored-connection.ts'
import { NetworkError } from '../errors/mobilepay-error.ts'
import { observe } from '../observability/observe.ts'
import { KnownConnections } from './known-connections.ts'
import { usable } from './needs-consent.ts'
import { refreshConnection } from './refresh-connection.ts'
import { SingleFlight } from './single-flight.ts'

/** How long a call with a token that is still good waits for a refresh by somebody else. */
const briefPatienceMs = 1_000

/** Connections with access tokens for calls: from memory where they are fresh, refreshed where they are not. */
export class AccessTokens {
  readonly #context: ClientContext
  readonly #known: KnownConnections
  readonly #loads = new SingleFlight<UsableConnection>()
  readonly #refreshes = new SingleFlight<UsableConnection>()
  readonly #briefRefreshes = new SingleFlight<UsableConnection>()

  constructor(context: ClientContext) {
    this.#context = context
    this.#known = new KnownConnections(context.options)
  }

  /** A connection whose access token can be used now, if this process knows of one without looking. */
  known(id: string): UsableConnection | undefined {
    const known = this.#known.get(id)
    return known && this.#isFresh(known) ? known : undefined
  }

  /**
   * A connection whose access token can be used now.
   *
   * @param id as in `connection.id`
   * @throws ConfigurationError `connection-unknown`, `connection-of-another-client`
   * @throws ProtocolError `connection-needs-consent`, and those of a token response
   * @throws NetworkError
   */
  async fresh(id: string): Promise<UsableConnection> {
    return this.known(id) ?? this.#underWay(this.#loads.run(id, () => this.#loadFresh(id)))
  }

  /**
   * A connection with another access token than this one, which the API has refused.
   *
   * @throws as `fresh`
   */
  renewed(id: string, refusedAccessToken: string): Promise<UsableConnection> {
    return this.#underWay(this.#renew(id, refusedAccessToken))
  }

  async #renew(id: string, refusedAccessToken: string): Promise<UsableConnection> {
    const joins = this.#refreshes.has(id)
    const first = await this.#refresh(id, refusedAccessToken)
    // It joined a refresh that brought the very token which is refused by now. A refresh of its own may bring that token,
    // too: those of 2018 are the same within a second, and asking once more would bring no other.
    const isStale = joins && first.tokens.accessToken === refusedAccessToken
    return isStale ? this.#refresh(id, refusedAccessToken) : first
  }

  /**
   * Refreshes the tokens, whether or not they are fresh.
   *
   * @throws as `fresh`
   */
  refresh(id: string): Promise<UsableConnection> {
    return this.#underWay(this.#loadAndRefresh(id))
  }

  /** Drops what is known in this process: the connection has been changed by other means than a refresh. */
  forget(id: string): void {
    this.#known.forget(id)
  }

  async #loadAndRefresh(id: string): Promise<UsableConnection> {
    const { connection } = await loadConnection(id, this.#context)
    return this.#refresh(id, usable(connection).tokens.accessToken)
  }

  /** From its first look at the store on: a refresh may follow, and callers may have given up by then. */
  #underWay(work: Promise<UsableConnection>): Promise<UsableConnection> {
    return this.#context.underWay.add(work)
  }

  async #loadFresh(id: string): Promise<UsableConnection> {
    const { connection } = await loadConnection(id, this.#context)
    const stored = usable(connection)
    if (this.#isFresh(stored)) return this.#known.remember(stored)
    const { accessToken, accessTokenExpiresAt } = stored.tokens
    if (this.#context.options.now() >= accessTokenExpiresAt) return this.#refresh(id, accessToken)
    return this.#refreshBriefly(stored).catch((error: unknown) => {
      // Within the skew the old token still serves, so neither an outage nor a slow neighbor holds up the call.
      if (error instanceof NetworkError) return stored
      throw error
    })
  }

  #refresh(id: string, staleAccessToken: string): Promise<UsableConnection> {
    return this.#refreshes.run(id, () => this.#refreshNow(id, staleAccessToken))
  }

  #refreshBriefly({ id, tokens }: UsableConnection): Promise<UsableConnection> {
    return this.#briefRefreshes.run(id, () => this.#refreshNow(id, tokens.accessToken, briefPatienceMs))
  }

  async #refreshNow(id: string, staleAccessToken: string, patienceMs?: number): Promise<UsableConnection> {
    // Whatever comes of it, what was known before no longer holds.
    this.#known.forget(id)
    const { options } = this.#context
    const refreshed = await observe(
      'refresh',
      options,
      () => ({ 'mobilepay.connection': id }),
      () => refreshConnection(id, staleAccessToken, this.#context, patienceMs),
    )
    return this.#known.remember(refreshed)
  }

  #isFresh({ tokens }: UsableConnection): boolean {
    const { now, refreshSkewSeconds } = this.#context.options
    return now() < tokens.accessTokenExpiresAt - refreshSkewSeconds * 1000
  }
}
