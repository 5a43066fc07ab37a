import type { Page as ChromiumPage, Request, Response, Route } from 'playwright-core'
import type { Arrival, CallbackArrival, Hop } from '../flow/arrival.ts'
import { callbackByRedirect, isSamePlace, nextRequest, type RecordingSurroundings } from '../flow/browser.ts'
import type { HttpRequest, HttpResponse, Pairs } from '../subjects/http.ts'

/** Listens to one visit of a browser with an engine: its navigations, and whether they lead to the client. */
export class ChromiumTrace implements AsyncDisposable {
  readonly hops: Hop[] = []
  readonly #page: ChromiumPage
  readonly #surroundings: RecordingSurroundings
  readonly #redirectUri: string
  readonly #arrived = Promise.withResolvers<void>()
  /** What has been seen is taken in one after the other. */
  #taken: Promise<void> = Promise.resolve()
  #left: Arrival | undefined
  #posted: CallbackArrival | undefined

  constructor(page: ChromiumPage, surroundings: RecordingSurroundings, redirectUri: string) {
    this.#page = page
    this.#surroundings = surroundings
    this.#redirectUri = redirectUri
  }

  async listen(): Promise<void> {
    this.#page.on('response', this.#hear)
    await this.#page.route(this.#isClient, this.#catch)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#page.off('response', this.#hear)
    await this.#page.unroute(this.#isClient, this.#catch)
  }

  /** Resolves when the browser was sent to the client, or away from the provider. */
  get arrived(): Promise<void> {
    return this.#arrived.promise
  }

  /** Where the browser left the provider for; undefined while it has not. */
  async arrival(): Promise<Arrival | undefined> {
    await this.#taken
    return this.#left ?? this.#posted
  }

  readonly #isClient = (url: URL) => isSamePlace(url.href, this.#redirectUri)

  readonly #hear = (response: Response): void => {
    const request = response.request()
    if (!request.isNavigationRequest() || request.frame() !== this.#page.mainFrame()) return
    if (this.#isClient(new URL(request.url()))) return
    const hop = hopOf(request, response)
    this.#taken = this.#taken.then(async () => this.#take(await hop))
  }

  #take(hop: Hop): void {
    this.hops.push(hop)
    this.#surroundings.record(hop.request, hop.response)
    const next = nextRequest(hop.request, hop.response)
    if (!next || this.#left) return
    if (isSamePlace(next.url, this.#redirectUri)) this.#left = callbackByRedirect(next)
    else if (!this.#surroundings.isProvider(next.url)) this.#left = { kind: 'elsewhere', url: next.url }
    if (this.#left) this.#arrived.resolve()
  }

  /** What is posted to the client ends here. An answer without content leaves the page that posted it, to be read. */
  readonly #catch = async (route: Route): Promise<void> => {
    const request = route.request()
    const fields: Pairs = [...new URLSearchParams(request.postData() ?? '')]
    const isPost = request.method() === 'POST'
    this.#posted ??= {
      kind: 'callback',
      method: request.method(),
      url: request.url(),
      enctype: isPost ? request.headers()['content-type']?.split(';')[0] : undefined,
      where: isPost ? 'body' : 'query',
      fields: isPost ? fields : [...new URL(request.url()).searchParams],
    }
    await route.fulfill({ status: 204 })
    this.#arrived.resolve()
  }
}

async function hopOf(request: Request, response: Response): Promise<Hop> {
  const headers = new Headers((await response.headersArray()).map(({ name, value }): [string, string] => [name, value]))
  const isRedirect = headers.has('location') && response.status() >= 300 && response.status() < 400
  const answer: HttpResponse = {
    status: response.status(),
    headers,
    body: isRedirect ? new Uint8Array() : await response.body().catch(() => new Uint8Array()),
  }
  return { request: sentBy(request), response: answer }
}

function sentBy(request: Request): HttpRequest {
  const body = request.postData()
  const sent = { method: request.method(), url: request.url(), headers: request.headers() }
  return body === null ? sent : { ...sent, form: [...new URLSearchParams(body)] }
}
