import type { JWTPayload } from 'jose'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { longestLifeSeconds } from './check-id-token.ts'

type ClaimType = readonly [claim: string, isOfItsType: (value: unknown) => boolean]

const isText = (value: unknown) => typeof value === 'string' && value !== ''
/** It names the connection; a colon would let it pass for that of a token without a merchant. */
const isMerchantId = (value: unknown) => isText(value) && /^[!-9;-~]{1,255}$/.test(String(value))
const isScope = (value: unknown) => typeof value === 'string' || (Array.isArray(value) && value.every(isText))

const optional: readonly ClaimType[] = [
  ['merchant_id', isMerchantId],
  ['merchant_vat', isText],
  ['scope', isScope],
]

/**
 * What the client reads from an access token, after jose has verified it: a claim of a wrong type is refused, since to
 * pass over it would be to take the token for one without that merchant, VAT number or scope. So is an `exp` further
 * away than any token of MobilePay lasts, infinity included, which no store could keep.
 *
 * @param now milliseconds since 1970
 * @throws ProtocolError `access-token-invalid`
 * @see RFC 9068 section 2.2; RFC 8725 section 3.8
 */
export function checkAccessTokenClaims(claims: JWTPayload, now: number): void {
  const wrong = optional.find(([claim, isOfItsType]) => Object.hasOwn(claims, claim) && !isOfItsType(claims[claim]))
  if (wrong) throw invalid(wrong[0])
  if (!(Number(claims.exp) <= now / 1000 + longestLifeSeconds)) throw invalid('exp')
}

export function invalid(claim: string | undefined, cause?: unknown): ProtocolError {
  return new ProtocolError('access-token-invalid', { cause, details: { claim } })
}
