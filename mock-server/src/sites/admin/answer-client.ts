import type { Exchange } from '../../http/exchange.ts'
import { percentEncode } from '../../http/parameters.ts'
import { html, noStore, type Reply } from '../../http/reply.ts'
import { formPostHeaders, renderFormPost } from '../../pages/index.ts'
import type { AuthorizeRequest } from '../../rules/authorize/authorize-request.ts'
import type { CallbackDraft, Fields } from './callback-draft.ts'

/**
 * Sends an answer to the integrator in the mode that was asked for (facts, 14.3).
 * @param afterState fields that follow `state`
 */
export function answerClient(
  { faults }: Exchange,
  { redirectUri, responseMode: mode, state }: AuthorizeRequest,
  answer: Fields,
  afterState: Fields = [],
): Reply {
  const fields: Fields = [...answer, ...(state === undefined ? [] : [['state', state] as const]), ...afterState]
  const isError = answer.some(([name]) => name === 'error')
  const draft = faults.at('callback', { redirectUri, mode, fields, isError })
  return draft.write ? draft.write(draft) : writeCallback(draft)
}

/** Writes an answer as its response mode has it. */
export function writeCallback({ redirectUri, mode, fields }: CallbackDraft): Reply {
  if (mode === 'form_post') {
    const { 'Content-Type': _type, ...headers } = formPostHeaders
    return html(renderFormPost({ redirectUri, fields }), Object.entries(headers))
  }
  const encoded = fields.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&')
  const separator = mode === 'fragment' ? '#' : redirectUri.includes('?') ? '&' : '?'
  const [cacheControl, pragma] = noStore
  return {
    status: 302,
    headers: [cacheControl, ['Location', asciiOnly(`${redirectUri}${separator}${encoded}`)], pragma],
    body: '',
  }
}

/** A header carries ASCII alone; a redirect URI may have been registered with more. */
function asciiOnly(url: string): string {
  return url.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text.toWellFormed()))
}
