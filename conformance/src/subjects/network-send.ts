import { Agent as PlainAgent, request as plainRequest } from 'node:http'
import { request as secureRequest, Agent as TlsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { type HttpRequest, pairsOf, type Send, TransportError } from './http.ts'
import { isLoopback } from './loopback.ts'
import { type ProxyUrl, type TunnelAgents, tunnelAgents } from './proxy-tunnel.ts'
import { answerOnOpenConnection, CutAnswer } from './read-answer.ts'

/** Like curl's `--resolve`: what is asked of the host and port goes to the address and port. */
export interface Resolve {
  readonly host: string
  readonly port: number
  readonly address: string
  /** Where the address listens; the same port where it is left out. */
  readonly toPort?: number
}

export interface NetworkOptions {
  /** Everything but this machine is reached through its tunnels, and no name is looked up; `resolve` counts for nothing. */
  readonly proxy?: ProxyUrl | undefined
  /** Whoever answers is one's own, such as a mock behind a proxy: no courtesy is needed. */
  readonly isOwn?: boolean
  readonly resolve?: readonly Resolve[]
  /** PEM of certificate authorities that are trusted besides the usual ones. */
  readonly ca?: string
  /** Milliseconds for a whole exchange. */
  readonly timeoutMs?: number
  /** Bytes of an answer. */
  readonly largestBody?: number
}

const usualBody = 1024 * 1024
/** Redirects repeat what they were asked, also where that is large. */
const largestHeader = 256 * 1024
/** Milliseconds for a whole exchange where nobody says otherwise. */
export const usualTimeoutMs = 10_000

/** Sends over the network: one request, in bounded time and size, nothing followed and nothing decoded. */
export function networkSend(options: NetworkOptions = {}): Send {
  const { timeoutMs = usualTimeoutMs, largestBody = usualBody } = options
  const resolve = options.proxy === undefined ? (options.resolve ?? []) : []
  const away = agentsFor(options, timeoutMs)
  // As browsers do: a proxy's `localhost` is not this one.
  const here = options.proxy === undefined ? away : agentsFor({ ...options, proxy: undefined }, timeoutMs)
  return async (request) => {
    const url = new URL(request.url)
    const found = addressOf(resolve, url.hostname, portOf(url))
    const isSecure = url.protocol === 'https:'
    const { plain, secure } = isLoopback(request.url) ? here : away
    const sending = {
      method: request.method,
      headers: headersOf(request, url),
      agent: isSecure ? secure : plain,
      signal: AbortSignal.timeout(timeoutMs),
      maxHeaderSize: largestHeader,
      ...(found ? { lookup: lookupAs(found.host), port: found.port } : {}),
    }
    try {
      const ask = () => (isSecure ? secureRequest(url, sending) : plainRequest(url, sending))
      return await answerOnOpenConnection(ask, bodyOf(request), largestBody)
    } catch (error) {
      if (error instanceof TransportError) throw error
      const { cause, begun } = error instanceof CutAnswer ? error : { cause: error }
      const what = `${request.method} ${placeOf(url)}: ${reasonOf(cause, timeoutMs)}`
      throw new TransportError(what, isTimeout(cause), begun)
    }
  }
}

function agentsFor({ proxy, ca }: NetworkOptions, timeoutMs: number): TunnelAgents {
  const kept = { keepAlive: true, maxSockets: 32 }
  const trusting = { ...kept, ...(ca === undefined ? {} : { ca: trustedWith(ca) }) }
  if (proxy === undefined) return { plain: new PlainAgent(kept), secure: new TlsAgent(trusting) }
  return tunnelAgents(proxy, timeoutMs, trusting)
}

/** Where to go instead of the host and port; undefined where nothing says so. */
export function addressOf(
  resolve: readonly Resolve[],
  host: string,
  port: number,
): { readonly host: string; readonly port: number } | undefined {
  const found = resolve.find((one) => one.host === host && one.port === port)
  return found && { host: found.address, port: found.toPort ?? found.port }
}

/** The CA alone: a run that names one talks to nobody whom the public ones vouch for. */
function trustedWith(ca: string): string[] {
  return [ca]
}

function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
}

function lookupAs(address: string): LookupFunction {
  const family = address.includes(':') ? 6 : 4
  return (_host, options, callback) => {
    if (options.all) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
}

function headersOf({ headers = {}, form, body }: HttpRequest, url: URL): Record<string, string> {
  const typed = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
  const length = form === undefined && body === undefined ? {} : { 'content-length': String(lengthOf(form, body)) }
  return { host: url.host, accept: '*/*', ...typed, ...length, ...headers }
}

function lengthOf(form: HttpRequest['form'], body: HttpRequest['body']): number {
  return Buffer.byteLength(body ?? encode(form))
}

function encode(form: HttpRequest['form']): string {
  return new URLSearchParams(pairsOf(form ?? []).map(([name, value]): [string, string] => [name, value])).toString()
}

function bodyOf({ form, body }: HttpRequest): HttpRequest['body'] {
  return body ?? (form === undefined ? undefined : encode(form))
}

/** Addresses carry codes and state in their query. */
function placeOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error)
  if (isTimeout(error)) return `no whole answer within ${timeoutMs} ms`
  return (error as NodeJS.ErrnoException).code ?? error.message
}
