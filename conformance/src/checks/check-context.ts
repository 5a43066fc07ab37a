import type { Environment } from '@mobilepay-oidc/fixtures'
import type { AnsweredAttempt, Attempt } from '../flow/arrival.ts'
import type { Flow } from '../flow/flow.ts'
import type { InspectedJwt, TokenAnswer } from '../flow/tokens.ts'
import type { RecordedExchange, SeenExchange } from '../run/evidence.ts'
import type { CheckResult } from '../run/run-checks.ts'
import type { HttpRequest, HttpResponse } from '../subjects/http.ts'
import type { Target } from '../subjects/target.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** A token that the run has seen, decoded; its signature is not judged here. */
export interface SeenToken extends InspectedJwt {
  readonly where: 'front' | 'back'
}

/** One completed login: the fields of the callback and the ID tokens of both channels. */
export interface Login {
  readonly callback: Readonly<Record<string, string>>
  readonly idTokens: readonly SeenToken[]
}

/** An answer that reached the client, and the tokens that its code brought, where it was redeemed. */
export interface SeenAnswer {
  readonly attempt: AnsweredAttempt
  readonly tokens?: TokenAnswer
}

/** A rotation of the signing keys, and a login after it. */
export interface Rotation {
  /** The entries of `keys` before and after. */
  readonly before: readonly JsonObject[]
  readonly after: readonly JsonObject[]
  readonly idTokens: readonly SeenToken[]
}

/** What reports of the run will hold, as far as it has come. */
export interface Artefacts {
  readonly results: readonly CheckResult[]
  readonly exchanges: ReadonlyMap<string, RecordedExchange>
}

/** What a refused or accepted authorization request came to. */
export type AuthorizationAnswer = { readonly kind: 'error'; readonly error: string } | { readonly kind: 'accepted' }

/**
 * What a check may ask. Documents are fetched once a run and environment; each answer that a check looks at becomes
 * its evidence. Where something is missing that the check needs, these end the check as skip, untested or inconclusive.
 */
export interface CheckContext {
  readonly target: Target
  /** The environment's pinned facts; undefined for another vendor's provider. */
  readonly environment: Environment | undefined
  /** Authorization, tokens, refresh and API calls. */
  readonly flow: Flow
  send(request: HttpRequest): Promise<HttpResponse>
  discoveryResponse(): Promise<HttpResponse>
  /** The discovery document with addresses as served. */
  servedDocument(): Promise<JsonObject>
  /** The discovery document with served addresses mapped back to real ones; the issuer as it stands. */
  document(): Promise<JsonObject>
  jwksResponse(): Promise<HttpResponse>
  /** A set fetched anew. */
  refetchJwks(): Promise<HttpResponse>
  /** The entries of `keys` that are objects. */
  keys(): Promise<readonly JsonObject[]>
  login(): Promise<Login>
  /** What a rotation of the signing keys showed; made once a run. */
  rotation(): Promise<Rotation>
  /** Sends an authorization request with these parameters changed, and says what became of it. */
  authorize(changes: Readonly<Record<string, string>>): Promise<AuthorizationAnswer>
  /** Every exchange of the run with this environment so far, as it was. */
  seen(): readonly SeenExchange[]
  /** Every answer that has reached the client so far, whichever check asked for it. */
  answers(): readonly SeenAnswer[]
  /** Makes what an attempt exchanged evidence of this check. */
  cite(attempt: Attempt): void
  /**
   * How many of these values an earlier run saw; 0 where nobody keeps a history. They are remembered for later runs.
   * @param kind what they are, such as `code`
   */
  recall(kind: string, values: readonly string[]): number
  artefacts(): Artefacts
}
