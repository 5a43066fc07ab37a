import type { ResponseMode } from '../client-options.ts'
import type { Connection } from '../connections/connection.ts'
import type { ConsentMemory } from '../consent/consent-memory.ts'
import type { Json } from '../consent/pending-consent.ts'
import type { ConsentRequest } from '../consent/start-consent.ts'
import type { MobilePayError } from '../errors/mobilepay-error.ts'
import type { MobilePayClient } from '../mobilepay-client.ts'
import type { Warning } from '../warnings.ts'

type Awaitable<T> = T | Promise<T>

/** What a hook may return: a Response is sent, anything else is not looked at. */
type HookResult = Awaitable<Response | undefined> | Awaitable<void>

/** The consent that a request wants to start. */
export interface ConsentStart extends Omit<ConsentRequest, 'responseMode'> {
  /** A path of the own site, as the browser asked for it; it has to be in `allowReturnTo`. */
  readonly returnTo?: string
  /** Comes back in `onConnected`: who is logged in, for one, as the callback brings no `SameSite=Lax` cookie. */
  readonly appState?: Json
}

/** What is known beside the connection when a consent came back. */
export interface ConnectedContext<Request> {
  /** The request of the framework: the callback. */
  readonly request: Request
  /** Where the browser goes by default: allowed, and absolute. */
  readonly returnTo: string | undefined
  readonly appState: Json | undefined
}

/** Where an error happened. */
export interface ErrorContext<Request> {
  readonly request: Request
  readonly route: 'start' | 'callback'
}

/** What the adapters of all frameworks take. `Request` is what the framework calls its request or context. */
export interface ConsentRoutesOptions<Request> {
  readonly client: MobilePayClient
  /**
   * What to ask for. As an object: the same for everybody, with `merchant_vat` and `return_to` from the query of the
   * start path. As a function: made from the request, or a Response that is sent instead, such as a redirect to a login.
   */
  readonly consent: Pick<ConsentRequest, 'scopes'> | ((request: Request) => Awaitable<ConsentStart | Response>)
  /** Default: form_post. With fragment the relay page answers GET at the redirect URI. */
  readonly responseMode?: ResponseMode
  /**
   * Where consents under way are remembered: sealed in the browser's cookies, or in the client's store with a cookie that
   * binds them to the browser. Default: in cookies if the client has `sealingKeys`, else in its store.
   */
  readonly remember?: 'cookie' | 'store' | ConsentMemory
  /** Default: `/mobilepay/start`. */
  readonly startPath?: string
  /** Default: the path of the redirect URI. To be given where a proxy in front takes a part of the path away. */
  readonly callbackPath?: string
  /** Where to go after a consent: a path or an https address. Without it, and without `return_to`, a page says it. */
  readonly returnTo?: string
  /** Paths that `return_to` may name; one that ends in `/` allows all below it. Default: none. */
  readonly allowReturnTo?: readonly string[]
  /**
   * After the connection was stored. What it returns is sent; otherwise the browser goes to `returnTo`. What it throws goes
   * to the framework.
   */
  readonly onConnected?: (connection: Connection, context: ConnectedContext<Request>) => HookResult
  /** Of `startConsent`, such as a wrong check digit; those of the callback are in `connection.warnings`. */
  readonly onWarning?: (warning: Warning, context: { readonly request: Request }) => void
  /** What it returns is sent in place of the page that says what happened and what to do. */
  readonly onError?: (error: MobilePayError, context: ErrorContext<Request>) => HookResult
}
