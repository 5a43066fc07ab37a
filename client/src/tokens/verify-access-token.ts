import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { JWKSNoMatchingKey } from 'jose/errors'
import type { ClientOptions } from '../client-options.ts'
import { MobilePayError, ProtocolError } from '../errors/mobilepay-error.ts'
import { checkAccessTokenClaims, invalid } from './check-access-token-claims.ts'
import { readJwt } from './read-jwt.ts'

/** What the access token says, after its signature was verified. */
export interface AccessTokenFacts {
  /** Absent when the consent was given without a merchant. */
  readonly merchantId?: string
  readonly merchantVat?: string
  readonly scopes?: readonly string[]
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/**
 * Verifies an access token as MobilePay's API would, since the merchant is read from it and from nowhere else.
 *
 * Both generations are accepted: `typ` `JWT` (2018) and `at+jwt` (2024), `aud` a string or an array, `scope` an array
 * or a string. openid-client treats access tokens as opaque, so all of this is ours.
 *
 * @param subject the subject of the verified ID token
 * @throws ProtocolError `access-token-invalid`, `signing-key-unknown`
 * @see RFC 9068 section 4
 */
export async function verifyAccessToken(
  token: string,
  subject: string,
  getKey: JWTVerifyGetKey,
  options: ClientOptions,
): Promise<AccessTokenFacts> {
  readJwt(token, (details, cause) => new ProtocolError('access-token-invalid', { cause, details }))
  const claims = await verifiedClaims(token, getKey, options)
  checkAccessTokenClaims(claims, options.now())
  if (claims.client_id !== undefined && claims.client_id !== options.clientId) throw invalid('client_id')
  if (claims.azp !== undefined && claims.azp !== options.clientId) throw invalid('azp')
  if (claims.sub !== undefined && claims.sub !== subject) throw invalid('sub')
  const scopes = scopesOf(claims.scope)
  return {
    ...text('merchantId', claims.merchant_id),
    ...text('merchantVat', claims.merchant_vat),
    ...(scopes && { scopes }),
    expiresAt: (claims.exp ?? 0) * 1000,
  }
}

async function verifiedClaims(token: string, getKey: JWTVerifyGetKey, options: ClientOptions): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, getKey, {
      algorithms: ['RS256'],
      issuer: options.environment.issuer,
      audience: `${options.environment.issuer}/resources`,
      clockTolerance: options.clockToleranceSeconds,
      currentDate: new Date(options.now()),
      requiredClaims: ['exp'],
    })
    // jose knows one extension; MobilePay has none, and the ID tokens may have none either.
    if (protectedHeader.crit !== undefined) throw invalid('crit')
    const typ = protectedHeader.typ?.toLowerCase().replace(/^application\//, '')
    if (typ !== undefined && typ !== 'jwt' && typ !== 'at+jwt') throw invalid('typ')
    return payload
  } catch (cause) {
    if (cause instanceof MobilePayError) throw cause
    if (cause instanceof JWKSNoMatchingKey) throw new ProtocolError('signing-key-unknown', { cause })
    throw invalid(cause instanceof Error && 'claim' in cause ? String(cause.claim) : undefined, cause)
  }
}

function scopesOf(scope: unknown): readonly string[] | undefined {
  if (typeof scope === 'string') return scope.split(' ').filter(Boolean)
  return Array.isArray(scope) ? scope.filter((one) => typeof one === 'string') : undefined
}

function text<Name extends string>(name: Name, value: unknown): { readonly [name in Name]?: string } {
  return typeof value === 'string' && value !== '' ? ({ [name]: value } as { [name in Name]: string }) : {}
}
