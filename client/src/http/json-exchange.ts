import { boundedExchange, type ExchangeOptions, unexpected } from './bounded-exchange.ts'

/**
 * A bounded exchange whose answer must be JSON; openid-client looks at the content type only when parsing fails.
 *
 * @returns a response whose body is in memory
 * @throws NetworkError `request-failed`, `request-timed-out`, `service-unavailable`
 * @throws ProtocolError `redirect-refused`, `response-unexpected`
 */
export async function jsonExchange(url: URL, init: RequestInit, options: ExchangeOptions): Promise<Response> {
  const response = await boundedExchange(url, init, options)
  if (!isJson(response)) throw unexpected(response, url.host, 'not JSON')
  if (!(await isUtf8(response.clone()))) throw unexpected(response, url.host, 'not UTF-8')
  return response
}

/** JSON is UTF-8 (RFC 8259 section 8.1); `response.json()` would put other characters in place of what is not. */
async function isUtf8(response: Response): Promise<boolean> {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(await response.arrayBuffer())
    return true
  } catch {
    return false
  }
}

function isJson(response: Response): boolean {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  return type === 'application/json' || type === 'application/jwk-set+json'
}
