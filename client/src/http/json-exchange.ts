import { NetworkError, ProtocolError } from '../errors/mobilepay-error.ts'
import { readLimited } from './read-limited.ts'
import { refuseRedirect } from './refuse-redirect.ts'
import { toNetworkError } from './to-network-error.ts'

/** 256 KiB; a discovery document or a key set with several certificates is a few kilobytes. */
const bodyLimit = 256 * 1024

export interface JsonExchangeOptions {
  readonly fetch: typeof fetch
  /** Milliseconds for the whole exchange, body included. */
  readonly timeoutMs: number
}

/**
 * One exchange with the provider, held to what openid-client does not ask for: the whole answer within a time and a
 * size, no redirect, a JSON content type (openid-client looks at it only when parsing fails), and unavailability told
 * apart from refusal.
 *
 * @returns a response whose body is in memory
 * @throws NetworkError `request-failed`, `request-timed-out`, `service-unavailable`
 * @throws ProtocolError `redirect-refused`, `response-unexpected`
 */
export async function jsonExchange(url: URL, init: RequestInit, options: JsonExchangeOptions): Promise<Response> {
  const { host } = url
  try {
    const signal = AbortSignal.timeout(options.timeoutMs)
    const response = await options.fetch(url.href, { ...init, redirect: 'manual', signal })
    refuseRedirect(response, host)
    refuseUnavailable(response, host)
    const body = await readLimited(response, bodyLimit)
    if (!body || !isJson(response)) throw unexpected(response, host, body ? 'not JSON' : 'too large')
    return new Response(body, { status: response.status, headers: response.headers })
  } catch (error) {
    throw toNetworkError(error, host)
  }
}

function refuseUnavailable(response: Response, host: string): void {
  if (response.status !== 429 && response.status < 500) return
  void response.body?.cancel()
  throw new NetworkError('service-unavailable', { details: { host, status: response.status } })
}

function isJson(response: Response): boolean {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  return type === 'application/json' || type === 'application/jwk-set+json'
}

function unexpected({ status }: Response, host: string, reason: string): ProtocolError {
  return new ProtocolError('response-unexpected', { details: { host, status, reason } })
}
