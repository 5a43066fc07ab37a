import type { ErrorDetails, ProtocolError } from '../errors/mobilepay-error.ts'
import { repeatedMember } from '../provider/repeated-member.ts'

export interface ReadJwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/** Makes the error for a text that is no such JWT. */
export type Malformed = (details: ErrorDetails, cause?: unknown) => ProtocolError

/** Three parts of base64url, unpadded; the last is empty where there is no signature (RFC 7515 section 7.1). */
const compact = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/

/**
 * Header and claims of a JWT, nothing of them verified yet: a text of exactly the form that is signed, with each
 * member once, in UTF-8 without a byte order mark. The libraries pass over white space, a mark and repetitions, and
 * whoever the token is handed on to may read it otherwise.
 *
 * @throws what `malformed` makes
 * @see RFC 7515 sections 2 and 7.1; RFC 7519 section 4; RFC 8259 section 8.1; RFC 8725 section 2.4
 */
export function readJwt(jwt: string, malformed: Malformed): ReadJwt {
  const [, header = '', claims = ''] = compact.exec(jwt) ?? []
  if (claims === '') throw malformed({ part: 'the whole' })
  return { header: objectIn(header, 'header', malformed), claims: objectIn(claims, 'claims', malformed) }
}

function objectIn(text: string, part: 'header' | 'claims', malformed: Malformed): ReadJwt['claims'] {
  const { json, value } = parse(text, part, malformed)
  const repeated = repeatedMember(json)
  // Names come from outside: only those that look like a claim's are repeated in a message.
  if (repeated !== undefined) throw malformed({ part, repeated: /^[\w#]{1,24}$/.test(repeated) ? repeated : 'another' })
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw malformed({ part })
}

function parse(text: string, part: string, malformed: Malformed): { readonly json: string; readonly value: unknown } {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { json, value: JSON.parse(json) as unknown }
  } catch (cause) {
    throw malformed({ part }, cause)
  }
}
