import type { HttpRequest, HttpResponse, Pairs } from '../subjects/http.ts'
import type { AutomaticLogin } from '../subjects/target.ts'
import type { Attempt, CallbackArrival } from './arrival.ts'
import type { Changes, Serialize } from './authorization-request.ts'
import type { Browser } from './browser.ts'
import type { Lab } from './lab.ts'
import type { InspectedJwt, TokenAnswer } from './tokens.ts'

/** How a client authenticates at the token endpoint (RFC 6749 2.3.1). */
export type ClientAuthentication = 'client_secret_post' | 'client_secret_basic' | 'none'

export interface AttemptOptions {
  /** Whose client and user; by default the subject's own. */
  readonly login?: AutomaticLogin
  readonly method?: 'GET' | 'POST'
  /** `signed-in`, the default: the session in which the user has logged in; `new`: a clean profile. */
  readonly browser?: 'signed-in' | 'new' | Browser
  /** Whether pages are answered; by default they are in a signed-in session, and in others not. */
  readonly visits?: boolean
  readonly decision?: 'allow' | 'deny'
  /** Scopes that are unticked on the consent page. */
  readonly declined?: readonly string[]
  /** Puts the parameters in another order. */
  readonly arrange?: (parameters: Pairs) => Pairs
  /** Writes query or body otherwise than usual. */
  readonly serialize?: Serialize
}

export interface TokenRequestOptions {
  readonly login?: AutomaticLogin
  readonly authentication?: ClientAuthentication
  readonly clientSecret?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A request to an endpoint, whose address may have a query of its own. */
export interface EndpointRequest extends Omit<HttpRequest, 'url'> {
  readonly query?: Pairs
}

export interface ApiOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly url?: string
}

/** A code and what the token endpoint answered to it, right or not. */
export interface Redemption {
  readonly attempt: Attempt
  readonly callback: CallbackArrival
  readonly code: string
  readonly tokens: TokenAnswer
}

/** A whole hybrid flow by form_post that went well. */
export interface HappyFlow extends Redemption {
  readonly front: InspectedJwt
  readonly back: InspectedJwt
  readonly accessToken: string
}

/** A refresh that went well, after a flow of its own. */
export interface RefreshedFlow {
  readonly before: HappyFlow
  readonly refreshToken: string
  readonly after: TokenAnswer
}

/** What checks do with a provider. Each exchange becomes evidence of the check that asks for it. */
export interface Flow {
  /** The redemption that everybody looks at, whatever the answer; made once a run. */
  redeemed(): Promise<Redemption>
  /** The same, where it went well. */
  happy(): Promise<HappyFlow>
  /** A flow of the check's own. */
  happyAnew(changes?: Changes, options?: AttemptOptions): Promise<HappyFlow>
  /** A refresh that everybody looks at; made once a run. */
  refreshed(): Promise<RefreshedFlow>
  /** An authorization request and what became of it. */
  attempt(changes?: Changes, options?: AttemptOptions): Promise<Attempt>
  /** A code of the check's own, silently from the session; ends the check where none comes. */
  code(
    changes?: Changes,
    options?: AttemptOptions,
  ): Promise<{ readonly attempt: Attempt; readonly callback: CallbackArrival; readonly code: string }>
  /** Redeems the code of an attempt. @param changes of the token request's form */
  redeem(attempt: Attempt, changes?: Changes, options?: TokenRequestOptions): Promise<TokenAnswer>
  refresh(refreshToken: string, changes?: Changes, options?: TokenRequestOptions): Promise<TokenAnswer>
  /** Any request to the token endpoint. */
  tokenRequest(form: Changes, options?: TokenRequestOptions): Promise<TokenAnswer>
  /** Any request at all to an endpoint that the document names, such as `token_endpoint`. */
  send(member: string, request: EndpointRequest): Promise<HttpResponse>
  /** A form of the client to an endpoint that the document names. */
  post(
    member: 'revocation_endpoint' | 'introspection_endpoint',
    form: Changes,
    options?: TokenRequestOptions,
  ): Promise<HttpResponse>
  /** Calls `merchants/me`; ends the check where the subject has no API. @param token absent: no Authorization header */
  api(token: string | undefined, options?: ApiOptions): Promise<HttpResponse>
  /** A clean browser profile. */
  browser(): Browser
  /** Lets time go by: by the mock's clock where there is one, else by waiting, at most a minute. */
  pass(seconds: number): Promise<void>
  /** Ends the check where the subject is no mock. */
  lab(): Lab
  /** A second client; ends the check where the subject has none. */
  other(): AutomaticLogin
  login(): AutomaticLogin
  /** The served address of an endpoint. */
  endpoint(member: string): Promise<string>
  /** An experiment that several checks look at; made once a run, and cited by each. */
  once<Result>(name: string, experiment: (flow: Flow) => Promise<Result>): Promise<Result>
}
