import { NetworkError, ProtocolError } from '../errors/mobilepay-error.ts'
import { readLimited } from './read-limited.ts'
import { refuseRedirect } from './refuse-redirect.ts'
import { toNetworkError } from './to-network-error.ts'

/** 256 KiB; a discovery document or a key set with several certificates is a few kilobytes. */
const bodyLimit = 256 * 1024

export interface ExchangeOptions {
  readonly fetch: typeof fetch
  /** Milliseconds for the whole exchange, body included. */
  readonly timeoutMs: number
}

/**
 * One exchange with the provider, held to what openid-client does not ask for: the whole answer within a time and a
 * size, no redirect, and unavailability told apart from refusal.
 *
 * @returns a response whose body is in memory
 * @throws NetworkError `request-failed`, `request-timed-out`, `service-unavailable`
 * @throws ProtocolError `redirect-refused`, `response-unexpected`
 */
export async function boundedExchange(url: URL, init: RequestInit, options: ExchangeOptions): Promise<Response> {
  const { host } = url
  try {
    const signal = AbortSignal.timeout(options.timeoutMs)
    const response = await options.fetch(url.href, { ...init, redirect: 'manual', signal })
    refuseRedirect(response, host)
    refuseUnavailable(response, host)
    const body = await readLimited(response, bodyLimit)
    if (!body) throw unexpected(response, host, 'too large')
    // A status without content (204) takes no body at all.
    return new Response(body.length === 0 ? null : body, { status: response.status, headers: response.headers })
  } catch (error) {
    throw toNetworkError(error, host)
  }
}

function refuseUnavailable(response: Response, host: string): void {
  if (response.status !== 429 && response.status < 500) return
  void response.body?.cancel()
  throw new NetworkError('service-unavailable', { details: { host, status: response.status } })
}

/** An answer that is not what the protocol promises. */
export function unexpected({ status }: Response, host: string, reason: string): ProtocolError {
  return new ProtocolError('response-unexpected', { details: { host, status, reason } })
}
