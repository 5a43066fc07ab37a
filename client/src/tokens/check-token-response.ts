import { ProtocolError } from '../errors/mobilepay-error.ts'
import { repeatedMember } from '../provider/repeated-member.ts'

type Body = Readonly<Record<string, unknown>>

const isText = (value: unknown) => typeof value === 'string' && value !== ''
/** Nothing that could end a header line, or that a header can not carry (RFC 6749 appendix A.12). */
const isToken = (value: unknown) => typeof value === 'string' && /^[\x20-\x7e]+$/.test(value)
/** Seconds; what does not fit ten digits is none. */
const isLife = (value: unknown) =>
  typeof value === 'number'
    ? value >= 0 && Number.isFinite(value)
    : typeof value === 'string' && /^\d{1,10}$/.test(value)

const members: readonly (readonly [member: string, isOfItsType: (value: unknown) => boolean])[] = [
  ['access_token', isToken],
  ['token_type', (value) => typeof value === 'string' && value.toLowerCase() === 'bearer'],
  ['expires_in', (value) => value === undefined || isLife(value)],
  // It goes back in a form, which carries any text of whole characters; refusing it would lose a one-time token.
  ['refresh_token', (value) => value === undefined || (isText(value) && String(value).isWellFormed())],
  ['id_token', (value) => value === undefined || isText(value)],
  ['scope', (value) => value === undefined || typeof value === 'string'],
]

/**
 * Holds a successful answer of the token endpoint to its form, and names the member that breaks it. A `token_type` that is
 * there twice is passed over: an old sample of MobilePay has it so.
 *
 * @param json the body, which `JSON.parse` has accepted as `body`
 * @throws ProtocolError `token-response-malformed`
 * @see RFC 6749 sections 5.1, 5.2 and 7.1
 */
export function checkTokenResponse(json: string, body: Body): void {
  if (Object.hasOwn(body, 'error')) throw malformed('error', 'beside status 200')
  const repeated = repeatedMember(json, 'token_type')
  if (repeated !== undefined) {
    throw malformed(members.some(([member]) => member === repeated) ? repeated : 'another', 'there twice')
  }
  const wrong = members.find(([member, isOfItsType]) => !isOfItsType(body[member]))
  if (wrong) throw malformed(wrong[0], body[wrong[0]] === undefined ? 'missing' : 'not what it has to be')
}

function malformed(member: string, reason: string): ProtocolError {
  return new ProtocolError('token-response-malformed', { details: { member, reason } })
}
