import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { CallbackArrival } from '../flow/arrival.ts'
import type { HttpRequest, Pairs } from '../subjects/http.ts'
import { fragmentPage, paths, postPage, waitPage } from './listener-pages.ts'

const largestAnswer = 256 * 1024
/** Milliseconds that the page's question for the next request is kept waiting. */
const patience = 20_000

/** What came to the redirect URI. */
export type Received = Omit<CallbackArrival, 'page' | 'kind'>

export interface Leading {
  readonly timeoutMs: number
  readonly graceMs: number
  onAbsent(): void
}

/**
 * Waits at a redirect URI on this machine, and leads the browser that comes there on to the next authorization request:
 * so codes are minted silently from the session of one login.
 */
export class CallbackListener implements AsyncDisposable {
  readonly #redirectUri: URL
  readonly #server: Server
  #next: HttpRequest | undefined
  #sent: PromiseWithResolvers<Received | undefined> | undefined
  #asking: ServerResponse[] = []
  #ended = false

  private constructor(redirectUri: string) {
    this.#redirectUri = new URL(redirectUri)
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  /** @throws NodeJS.ErrnoException where the port is taken */
  static async start(redirectUri: string): Promise<CallbackListener> {
    const listener = new CallbackListener(redirectUri)
    const { hostname, port } = listener.#redirectUri
    listener.#server.listen(Number(port), hostname.replace(/^\[|\]$/g, ''))
    await once(listener.#server, 'listening')
    return listener
  }

  /** Where a person's browser begins. */
  get startUrl(): string {
    return new URL(paths.wait, this.#redirectUri).href
  }

  /**
   * Leads the browser to a request; undefined where it does not come back in time.
   * @param onAbsent hears that no browser has come for the request after `graceMs`
   */
  async lead(request: HttpRequest, { timeoutMs, graceMs, onAbsent }: Leading): Promise<Received | undefined> {
    const sent = Promise.withResolvers<Received | undefined>()
    this.#sent = sent
    this.#next = request
    this.#tellWaiting()
    const absent = setTimeout(() => this.#next === request && onAbsent(), graceMs)
    const late = setTimeout(() => sent.resolve(undefined), timeoutMs)
    try {
      return await sent.promise
    } finally {
      clearTimeout(absent)
      clearTimeout(late)
      this.#sent = undefined
      this.#next = undefined
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true
    for (const response of this.#asking) end(response, 410)
    this.#asking = []
    this.#server.close()
    this.#server.closeIdleConnections()
    await once(this.#server, 'close')
  }

  #tellWaiting(): void {
    for (const response of this.#asking) end(response, 200)
    this.#asking = []
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Another site's page could have this machine asked by another name.
    if (request.headers.host !== this.#redirectUri.host) return end(response, 421)
    const { pathname } = new URL(request.url ?? '/', this.#redirectUri)
    if (pathname === paths.wait) return show(response, waitPage)
    if (pathname === paths.next) return this.#keepWaiting(response)
    if (pathname === paths.go) return this.#go(response)
    if (pathname === paths.fragment && request.method === 'POST') return this.#takeFragment(request, response)
    if (pathname === this.#redirectUri.pathname) return this.#take(request, response)
    end(response, 404)
  }

  #keepWaiting(response: ServerResponse): void {
    if (this.#ended || this.#next) {
      end(response, this.#ended ? 410 : 200)
      return
    }
    this.#asking.push(response)
    const leave = () => {
      this.#asking = this.#asking.filter((one) => one !== response)
    }
    const timer = setTimeout(() => {
      leave()
      end(response, 204)
    }, patience)
    response.once('close', () => {
      clearTimeout(timer)
      leave()
    })
  }

  #go(response: ServerResponse): void {
    const request = this.#next
    this.#next = undefined
    if (!request) redirect(response, paths.wait)
    else if (request.method === 'GET') redirect(response, request.url)
    else show(response, postPage(request))
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.#redirectUri)
    if (request.method === 'POST') {
      const fields: Pairs = [...new URLSearchParams(await bodyOf(request))]
      this.#receive({ method: 'POST', url: url.href, enctype: typeOf(request), where: 'body', fields })
      return show(response, waitPage)
    }
    if (url.search === '') return show(response, fragmentPage)
    const fields: Pairs = [...url.searchParams]
    this.#receive({ method: 'GET', url: url.href, enctype: undefined, where: 'query', fields })
    show(response, waitPage)
  }

  async #takeFragment(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fragment = await bodyOf(request)
    const url = new URL(this.#redirectUri)
    url.hash = fragment
    const fields: Pairs = [...new URLSearchParams(fragment)]
    if (fields.length > 0)
      this.#receive({ method: 'GET', url: url.href, enctype: undefined, where: 'fragment', fields })
    end(response, 204)
  }

  #receive(received: Received): void {
    this.#sent?.resolve(received)
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > largestAnswer) return ''
  return text(request)
}

function typeOf(request: IncomingMessage): string | undefined {
  return request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
}

function show(response: ServerResponse, html: string): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html)
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end()
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'cache-control': 'no-store' }).end()
}
