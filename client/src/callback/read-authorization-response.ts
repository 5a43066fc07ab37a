import type { ResponseMode } from '../client-options.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { readLimited } from '../http/read-limited.ts'

/**
 * What `completeConsent` reads the callback from. For form_post: the Request, or its raw body. For fragment: a URL with
 * the fragment, a GET Request for one, or the raw fragment, which a page of the integrator has to send to its server.
 */
export type CallbackInput = Request | URL | URLSearchParams | string

/** 64 KiB; a genuine answer is about 2. */
const bodyLimit = 64 * 1024

/**
 * The parameters of the callback, each at most once.
 *
 * Stricter than openid-client, which takes any content of a form post Request into account, bounds no body, and looks
 * for repetition in the parameters that it knows only.
 *
 * @throws ProtocolError `callback-method`, `callback-content-type`, `callback-unreadable`, `callback-parameter-repeated`
 * @see OAuth 2.0 Form Post Response Mode section 2; OIDCC section 3.3.2.5; RFC 6749 section 3.1
 */
export async function readAuthorizationResponse(input: CallbackInput, mode: ResponseMode): Promise<URLSearchParams> {
  const raw = await (mode === 'form_post' ? fromFormPost(input) : fromFragment(input))
  if (raw.length > bodyLimit) throw new ProtocolError('callback-unreadable', { details: { reason: 'too large' } })
  const parameters = new URLSearchParams(raw)
  const repeated = [...new Set(parameters.keys())].find((name) => parameters.getAll(name).length > 1)
  if (repeated === undefined) return parameters
  // Names come from outside: only those of the protocol are repeated in a message.
  const parameter = /^(code|id_token|state|scope|iss|error|session_state)$/.test(repeated) ? repeated : 'another'
  throw new ProtocolError('callback-parameter-repeated', { details: { parameter } })
}

async function fromFormPost(input: CallbackInput): Promise<string> {
  if (typeof input === 'string' || input instanceof URLSearchParams) return input.toString()
  if (input instanceof URL || input.method !== 'POST')
    throw new ProtocolError('callback-method', { details: { expected: 'POST' } })
  refuseResponseInQuery(new URL(input.url))
  const type = input.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') throw new ProtocolError('callback-content-type')
  return readText(input)
}

async function readText(request: Request): Promise<string> {
  if (request.bodyUsed) throw new ProtocolError('callback-unreadable', { details: { reason: 'already read' } })
  const bytes = await readLimited(request, bodyLimit).catch((cause: unknown) => {
    throw new ProtocolError('callback-unreadable', { cause })
  })
  if (!bytes) throw new ProtocolError('callback-unreadable', { details: { reason: 'too large' } })
  return new TextDecoder().decode(bytes)
}

function fromFragment(input: CallbackInput): string {
  if (input instanceof URLSearchParams) return input.toString()
  if (typeof input === 'string') return input.startsWith('#') ? input.slice(1) : input
  const url = input instanceof URL ? input : new URL(input.url)
  const asked = input instanceof URL || input.method === 'GET'
  if (!asked || url.hash.length < 2)
    throw new ProtocolError('callback-method', { details: { expected: 'a URL with a fragment' } })
  refuseResponseInQuery(url)
  return url.hash.slice(1)
}

/** Neither mode ever puts the answer into the query; there it would end in logs and Referer headers. */
function refuseResponseInQuery({ searchParams }: URL): void {
  const parameter = ['code', 'id_token', 'access_token'].find((name) => searchParams.has(name))
  if (parameter) throw new ProtocolError('callback-parameter-unexpected', { details: { parameter, place: 'query' } })
}
