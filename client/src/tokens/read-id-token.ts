import type { IdTokenSource } from '../errors/from-openid-client.ts'
import { type ErrorDetails, ProtocolError } from '../errors/mobilepay-error.ts'
import { repeatedMember } from '../provider/repeated-member.ts'

export interface ReadIdToken {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/** Three parts of base64url, unpadded; the last is empty where there is no signature (RFC 7515 section 7.1). */
const compact = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/

/**
 * Header and claims of an ID token, nothing of them verified yet: a text of exactly the form that is signed, with each
 * member once, in UTF-8.
 *
 * @throws ProtocolError `id-token-malformed`
 * @see RFC 7515 sections 2 and 7.1; RFC 7519 section 4; RFC 8725 section 2.4
 */
export function readIdToken(idToken: string, source: IdTokenSource): ReadIdToken {
  const [, header = '', claims = ''] = compact.exec(idToken) ?? []
  if (claims === '') throw malformed(source, { part: 'the whole' })
  return { header: objectIn(header, 'header', source), claims: objectIn(claims, 'claims', source) }
}

function objectIn(text: string, part: 'header' | 'claims', source: IdTokenSource): ReadIdToken['claims'] {
  const { json, value } = parse(text, part, source)
  const repeated = repeatedMember(json)
  // Names come from outside: only those that look like a claim's are repeated in a message.
  if (repeated !== undefined) {
    throw malformed(source, { part, repeated: /^[\w#]{1,24}$/.test(repeated) ? repeated : 'another' })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw malformed(source, { part })
}

function parse(text: string, part: string, source: IdTokenSource): { readonly json: string; readonly value: unknown } {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { json, value: JSON.parse(json) as unknown }
  } catch (cause) {
    throw malformed(source, { part }, cause)
  }
}

export function malformed(idToken: IdTokenSource, details: ErrorDetails, cause?: unknown): ProtocolError {
  return new ProtocolError('id-token-malformed', { cause, details: { idToken, ...details } })
}
