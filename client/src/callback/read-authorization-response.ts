import type { ResponseMode } from '../client-options.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { type CallbackInput, isFetchRequest, isNodeRequest } from './callback-input.ts'
import { unreadable } from './callback-limits.ts'
import { checkParsedForm, parseForm } from './parse-form.ts'
import { readFetchRequest, readNodeRequest, refuseResponseInQuery } from './read-form-post.ts'

/**
 * The parameters of the callback, each at most once.
 *
 * Stricter than openid-client, which takes any content of a form post Request into account, bounds no body, and looks
 * for repetition in the parameters that it knows only.
 *
 * @param mode what was asked for: a fragment is taken for no form post. The reverse is right: the relay page sends the
 *   fragment as a form.
 * @throws ProtocolError `callback-method`, `callback-content-type`, `callback-unreadable`,
 *   `callback-parameter-repeated`, `callback-parameter-unexpected`
 * @see OAuth 2.0 Form Post Response Mode section 2; OIDCC section 3.3.2.5; RFC 6749 section 3.1
 */
export async function readAuthorizationResponse(input: CallbackInput, mode: ResponseMode): Promise<URLSearchParams> {
  if (typeof input === 'string') return parseForm(mode === 'fragment' ? input.replace(/^#/, '') : input)
  // Written for JavaScript, where a route without a body parser may hand over anything.
  if (typeof input !== 'object' || input === null) throw unreadable('nothing to read')
  if (input instanceof URL) return fromUrl(input, mode)
  if (isFetchRequest(input)) {
    return mode === 'fragment' && input.method === 'GET' ? fromUrl(new URL(input.url), mode) : readFetchRequest(input)
  }
  return isNodeRequest(input) ? readNodeRequest(input) : checkParsedForm(input)
}

function fromUrl(url: URL, mode: ResponseMode): URLSearchParams {
  if (mode !== 'fragment') throw new ProtocolError('callback-method', { details: { expected: 'POST' } })
  if (url.hash.length < 2) {
    throw new ProtocolError('callback-method', { details: { expected: 'a URL with a fragment, or a POST' } })
  }
  refuseResponseInQuery(url.href)
  return parseForm(url.hash.slice(1))
}
