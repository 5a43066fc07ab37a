import { ProtocolError } from '../errors/mobilepay-error.ts'
import { collect, readLimited } from '../http/read-limited.ts'
import type { NodeRequest, ParsedForm } from './callback-input.ts'
import { bodyLimit, unreadable } from './callback-limits.ts'
import { checkParsedForm, parseForm } from './parse-form.ts'

/** What browsers send for a form, and nothing that merely resembles it. */
const formType = /^application\/x-www-form-urlencoded\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i

/**
 * Reads the form from a Fetch Request.
 *
 * @throws ProtocolError `callback-method`, `callback-content-type`, `callback-parameter-unexpected`,
 *   `callback-unreadable`, `callback-parameter-repeated`
 * @see OAuth 2.0 Form Post Response Mode section 2
 */
export async function readFetchRequest(request: Request): Promise<URLSearchParams> {
  checkHead(request.method, request.url, (name) => request.headers.get(name))
  if (request.bodyUsed) throw unreadable('already read')
  const bytes = await readLimited(request, bodyLimit).catch((cause: unknown) => {
    throw unreadable('broken off', cause)
  })
  return parseBytes(bytes)
}

/** As `readFetchRequest`; what a body parser has left in `body` is used where it has read the stream. */
export async function readNodeRequest(request: NodeRequest): Promise<URLSearchParams> {
  const { headers } = request
  checkHead(request.method, request.url, (name) => [headers[name]].flat()[0] ?? null)
  // Where a runtime does not say whether the stream was read, a body that is there says so.
  if (request.readableDidRead ?? request.body !== undefined) return fromParser(request.body)
  if (Number(headers['content-length'] ?? 0) > bodyLimit) throw unreadable('too large')
  // An answer has to go out on the same socket, so a body that is too large must not end it.
  const chunks = request.iterator?.({ destroyOnReturn: false }) ?? request
  const bytes = await collect(chunks as AsyncIterable<Uint8Array | string>, bodyLimit).catch((cause: unknown) => {
    throw unreadable('broken off', cause)
  })
  return parseBytes(bytes)
}

/**
 * The answer is never in the query, neither beside a form nor beside a fragment; there it would end in logs and Referer
 * headers.
 *
 * @throws ProtocolError `callback-parameter-unexpected`
 */
export function refuseResponseInQuery(url: string): void {
  const beforeFragment = url.split('#', 1)[0] ?? ''
  const at = beforeFragment.indexOf('?')
  const query = new URLSearchParams(at < 0 ? '' : beforeFragment.slice(at + 1))
  const parameter = ['code', 'id_token', 'access_token', 'response', 'error'].find((name) => query.has(name))
  if (parameter) throw new ProtocolError('callback-parameter-unexpected', { details: { parameter, place: 'query' } })
}

function checkHead(method: string | undefined, url: string | undefined, header: (name: string) => string | null): void {
  if (method !== 'POST') throw new ProtocolError('callback-method', { details: { expected: 'POST' } })
  refuseResponseInQuery(url ?? '')
  const encoding = header('content-encoding')?.toLowerCase() ?? 'identity'
  if (!formType.test(header('content-type') ?? '') || encoding !== 'identity') {
    throw new ProtocolError('callback-content-type')
  }
}

function fromParser(body: unknown): URLSearchParams {
  if (typeof body === 'string') return parseForm(body)
  if (body instanceof Uint8Array) return parseBytes(body)
  if (typeof body !== 'object' || body === null) throw unreadable('already read')
  return checkParsedForm(body as ParsedForm)
}

function parseBytes(bytes: Uint8Array | undefined): URLSearchParams {
  if (!bytes || bytes.byteLength > bodyLimit) throw unreadable('too large')
  try {
    return parseForm(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch (cause) {
    throw cause instanceof ProtocolError ? cause : unreadable('control characters or no UTF-8', cause)
  }
}
