import { CookieJar } from '../run/cookie-jar.ts'
import { type HttpRequest, type HttpResponse, mediaTypeOf, type Pairs, textOf } from '../subjects/http.ts'
import type { Arrival, CallbackArrival, Hop, PageArrival } from './arrival.ts'
import { type PageForm, readPage } from './page.ts'
import { fillIn, purposeOf, refusingLink, type Visitor } from './page-script.ts'

export type SendAndRecord = (request: HttpRequest) => Promise<HttpResponse>

/** What a browser session needs to know of the world around it. */
export interface Surroundings {
  readonly send: SendAndRecord
  /** Whether an address is the provider's: nothing is sent anywhere else. */
  isProvider(url: string): boolean
}

/** The same for a browser that sends by itself. */
export interface RecordingSurroundings extends Surroundings {
  /** Takes in an exchange that the browser has made. */
  record(request: HttpRequest, response: HttpResponse): void
}

/** Where a request led. A browser that can't show what it was answered ends the check that asks for it, as untested. */
export interface Visit {
  readonly hops: readonly Hop[]
  readonly arrival: Arrival
}

/** One browser session, whoever drives it. */
export interface Browser {
  /** The same session, its exchanges recorded for somebody else. */
  within(surroundings: RecordingSurroundings): Browser
  /**
   * Goes where the provider leads, up to the client or to a page that nobody answers.
   * @param redirectUri where the client waits
   * @param visitor absent: pages are looked at and not answered
   */
  visit(start: HttpRequest, redirectUri: string, visitor: Visitor | undefined): Promise<Visit>
}

/** What drives browser sessions in place of the suite itself. */
export interface BrowserDriver extends AsyncDisposable {
  /** The session in which the user logs in once, and which all checks of a run share. */
  signedIn(surroundings: RecordingSurroundings): Browser
  /** A clean profile in which the user could log in again; undefined where that would need a person each time. */
  clean(surroundings: RecordingSurroundings): Browser | undefined
}

const mostHops = 20

/** One browser session without an engine: cookies, redirects, forms that submit themselves, and pages filled in. */
export class PlainBrowser implements Browser {
  readonly #surroundings: Surroundings
  readonly #cookies: CookieJar

  constructor(surroundings: Surroundings, cookies = new CookieJar()) {
    this.#surroundings = surroundings
    this.#cookies = cookies
  }

  within(surroundings: Surroundings): PlainBrowser {
    return new PlainBrowser(surroundings, this.#cookies)
  }

  /** Nothing is sent to the redirect URI. */
  async visit(start: HttpRequest, redirectUri: string, visitor: Visitor | undefined): Promise<Visit> {
    const hops: Hop[] = []
    let request = start
    const answered = new Set<string>()
    for (;;) {
      const response = await this.#send(request)
      hops.push({ request, response })
      const next = nextRequest(request, response)
      const arrival = next ? this.#leaves(next, redirectUri) : this.#rests(request.url, response, redirectUri)
      if (arrival?.kind === 'callback' || arrival?.kind === 'elsewhere') return { hops, arrival }
      if (next) request = next
      else {
        const page = arrival ?? pageAt(request.url, response)
        const filled = visitor && page.purpose !== 'error' ? submission(page, visitor) : undefined
        const key = filled && answerKey(page.purpose, filled.url)
        if (!filled || key === undefined || answered.has(key)) return { hops, arrival: page }
        answered.add(key)
        if (!this.#surroundings.isProvider(filled.url)) {
          return { hops, arrival: { kind: 'elsewhere', url: filled.url } }
        }
        request = filled
      }
      if (hops.length >= mostHops) return { hops, arrival: pageAt(request.url, response) }
    }
  }

  async #send(request: HttpRequest): Promise<HttpResponse> {
    const headers = { accept: 'text/html,*/*', ...this.#cookies.headers, ...request.headers }
    const response = await this.#surroundings.send({ ...request, headers })
    this.#cookies.keep(response)
    return response
  }

  /** A redirect that ends here: at the client, or at a stranger. */
  #leaves(next: HttpRequest, redirectUri: string): Arrival | undefined {
    if (isSamePlace(next.url, redirectUri)) return callbackByRedirect(next)
    return this.#surroundings.isProvider(next.url) ? undefined : { kind: 'elsewhere', url: next.url }
  }

  /** A page that ends here: one that posts to the client, or one of the provider. */
  #rests(url: string, response: HttpResponse, redirectUri: string): CallbackArrival | PageArrival {
    const arrival = pageAt(url, response)
    const form = arrival.page.forms.find(({ action }) => isSamePlace(resolve(action, url), redirectUri))
    return form ? callbackByForm(form, url, arrival) : arrival
  }
}

/** What is answered once a visit: each page, and of those that ask for a password any, since accounts get locked. */
export function answerKey(purpose: PageArrival['purpose'], url: string): string {
  return purpose === 'login' ? purpose : `${purpose} ${url}`
}

export function resolve(address: string, base: string): string {
  return URL.parse(address, base)?.href ?? address
}

/** Where a redirect leads; 307 and 308 repeat the request as it was (RFC 9110 15.4). */
export function nextRequest(request: HttpRequest, response: HttpResponse): HttpRequest | undefined {
  const location = response.headers.get('location')
  if (location === null || response.status < 300 || response.status > 399) return undefined
  const url = resolve(location, request.url)
  if (response.status !== 307 && response.status !== 308) return { method: 'GET', url }
  const { headers: _headers, ...same } = request
  return { ...same, url }
}

/** Query and fragment do not matter to where it is. */
export function isSamePlace(url: string, other: string): boolean {
  const place = (text: string) => text.replace(/[?#].*$/s, '')
  return place(url) === place(URL.parse(other)?.href ?? other) || place(url) === place(other)
}

export function callbackByRedirect({ method, url }: HttpRequest): CallbackArrival {
  const { hash, searchParams } = new URL(url)
  const inFragment = hash.length > 1
  const fields: Pairs = [...(inFragment ? new URLSearchParams(hash.slice(1)) : searchParams)]
  return { kind: 'callback', method, url, enctype: undefined, where: inFragment ? 'fragment' : 'query', fields }
}

export function callbackByForm(form: PageForm, base: string, { page, response }: PageArrival): CallbackArrival {
  const fields: Pairs = form.controls.flatMap(({ tag, type, name, value }) =>
    name === '' || tag === 'button' || type === 'submit' ? [] : [[name, value] as const],
  )
  const url = form.action === '' ? base : form.action
  const isPost = form.method === 'POST'
  return {
    kind: 'callback',
    method: form.method,
    url,
    enctype: isPost ? form.enctype : undefined,
    where: isPost ? 'body' : 'query',
    fields,
    page: { page, response },
  }
}

const errorCode =
  /\b(invalid_request_object|invalid_request_uri|request_not_supported|request_uri_not_supported|invalid_request|invalid_scope|invalid_target|invalid_client|invalid_grant|unauthorized_client|unsupported_response_type|unsupported_response_mode|access_denied|login_required|consent_required|interaction_required|server_error)\b/

export function pageAt(url: string, response: HttpResponse): PageArrival {
  const page = readPage(isHtml(response) ? textOf(response) : '')
  const asks = response.status < 400 ? purposeOf(page) : 'other'
  const code = once(() => errorCode.exec(isHtml(response) ? `${page.title} ${page.text}` : textOf(response))?.[0])
  const isError =
    asks === 'other' && (response.status >= 400 || /\/error\b/i.test(new URL(url).pathname) || code() !== undefined)
  return {
    kind: 'page',
    url,
    response,
    page,
    purpose: isError ? 'error' : asks,
    get error() {
      return isError ? code() : undefined
    },
  }
}

/** Remembers what it came to. */
function once<Result>(find: () => Result): () => Result {
  let found: { readonly result: Result } | undefined
  return () => {
    found ??= { result: find() }
    return found.result
  }
}

function isHtml(response: HttpResponse): boolean {
  return /html|^$/.test(mediaTypeOf(response))
}

/** What a browser sends for a filled form, or for a link in its place. */
function submission({ url, page }: PageArrival, visitor: Visitor): HttpRequest | undefined {
  const filled = fillIn(page, visitor)
  if (!filled) {
    const link = visitor.decision === 'deny' ? refusingLink(page) : undefined
    return link === undefined ? undefined : { method: 'GET', url: resolve(link, url), headers: { referer: url } }
  }
  const action = resolve(filled.form.action || url, url)
  return { method: 'POST', url: action, form: filled.fields, headers: { origin: new URL(url).origin, referer: url } }
}
