import type { HeaderList } from '../http/reply.ts'
import type { RecordedExchange } from './exchange-record.ts'

export interface NameAndValue {
  readonly name: string
  readonly value: string
}

/** One exchange in HAR 1.2. What begins with `_` is the mock's own, as the format allows. */
export interface HarEntry {
  readonly startedDateTime: string
  readonly time: number
  readonly request: HarRequest
  readonly response: HarResponse
  readonly cache: Readonly<Record<string, never>>
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number }
  readonly _id: number
  readonly _worldTime: string
  readonly _requestId: string
  readonly _endpoint: string
  readonly _outcome?: string
  readonly _fault?: string
  readonly _decisions: RecordedExchange['decisions']
  readonly _tokens: RecordedExchange['tokens']
}

interface HarRequest {
  readonly method: string
  readonly url: string
  readonly httpVersion: string
  readonly cookies: readonly NameAndValue[]
  readonly headers: readonly NameAndValue[]
  readonly queryString: readonly NameAndValue[]
  readonly postData?: { readonly mimeType: string; readonly text: string }
  readonly headersSize: number
  readonly bodySize: number
}

interface HarResponse {
  /** 0 where none was sent. */
  readonly status: number
  readonly statusText: string
  readonly httpVersion: string
  readonly cookies: readonly NameAndValue[]
  readonly headers: readonly NameAndValue[]
  readonly content: { readonly size: number; readonly mimeType: string; readonly text: string }
  readonly redirectURL: string
  readonly headersSize: number
  readonly bodySize: number
}

export interface Har {
  readonly log: {
    readonly version: '1.2'
    readonly creator: { readonly name: string; readonly version: string }
    readonly entries: readonly HarEntry[]
  }
}

/** Exchanges as an HTTP archive, which browsers and proxies open. @param version the mock's own */
export function toHar(exchanges: readonly RecordedExchange[], version: string): Har {
  const creator = { name: 'mobilepay-oidc mock', version }
  return { log: { version: '1.2', creator, entries: exchanges.map(toEntry) } }
}

function toEntry(exchange: RecordedExchange): HarEntry {
  const { id, at, startedAt, durationMs, requestId, endpoint, outcome, fault, decisions, tokens } = exchange
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: durationMs,
    request: toRequest(exchange),
    response: toResponse(exchange),
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    _id: id,
    _worldTime: new Date(at).toISOString(),
    _requestId: requestId,
    _endpoint: endpoint,
    ...(outcome === undefined ? {} : { _outcome: outcome }),
    ...(fault === undefined ? {} : { _fault: fault }),
    _decisions: decisions,
    _tokens: tokens,
  }
}

function toRequest({ method, address, request: { query, headers, body } }: RecordedExchange): HarRequest {
  const cookies = valuesOf(headers, 'cookie').flatMap((line) => line.split(';'))
  return {
    method,
    url: `https://${address}${query === '' ? '' : `?${query}`}`,
    httpVersion: 'HTTP/1.1',
    cookies: cookies.map(toPair),
    headers: headers.map(([name, value]) => ({ name, value })),
    queryString: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
    ...(body ? { postData: { mimeType: valuesOf(headers, 'content-type')[0] ?? '', text: body.text } } : {}),
    headersSize: -1,
    bodySize: body?.bytes ?? 0,
  }
}

function toResponse({ response }: RecordedExchange): HarResponse {
  const { status = 0, headers = [], body = { text: '', bytes: 0 } } = response ?? {}
  return {
    status,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: valuesOf(headers, 'set-cookie').map((line) => toPair(line.split(';', 1)[0] ?? '')),
    headers: headers.map(([name, value]) => ({ name, value })),
    content: { size: body.bytes, mimeType: valuesOf(headers, 'content-type')[0] ?? '', text: body.text },
    redirectURL: valuesOf(headers, 'location')[0] ?? '',
    headersSize: -1,
    bodySize: response ? body.bytes : -1,
  }
}

function valuesOf(headers: HeaderList, name: string): string[] {
  return headers.flatMap(([candidate, value]) => (candidate.toLowerCase() === name ? [value] : []))
}

function toPair(cookie: string): NameAndValue {
  const equals = cookie.indexOf('=')
  const name = equals < 0 ? cookie : cookie.slice(0, equals)
  return { name: name.trim(), value: equals < 0 ? '' : cookie.slice(equals + 1).trim() }
}
