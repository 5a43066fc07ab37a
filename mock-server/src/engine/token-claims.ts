import { randomBytes } from 'node:crypto'
import type { Generation, Merchant } from '@mobilepay-oidc/fixtures'
import { lifetimes } from '../world/settings.ts'
import type { Claims } from './jwt.ts'

/** Who a token speaks for. */
export interface Subject {
  readonly sub: string
  /** Whole seconds since 1970. */
  readonly authTime: number
  readonly amr: readonly string[]
}

export interface IdTokenContent extends Subject {
  readonly issuer: string
  readonly clientId: string
  /** Whole seconds since 1970. */
  readonly now: number
  readonly nonce: string | undefined
  /** The one hash that the token carries: of the code in front, of the access token behind. */
  readonly hash: { readonly c_hash: string } | { readonly at_hash: string }
}

/** Claims of an ID token in the generation's order (fact `id-token-order`). */
export function idTokenClaims(generation: Generation, content: IdTokenContent): Claims {
  const { issuer: iss, clientId: aud, now, sub, authTime: auth_time, amr, hash } = content
  const exp = now + lifetimes.idToken
  const nonce = content.nonce === undefined ? {} : { nonce: content.nonce }
  if (generation === '2018') {
    return { nbf: now, exp, iss, aud, ...nonce, iat: now, ...hash, sub, auth_time, idp: 'local', amr }
  }
  return { iss, nbf: now, iat: now, exp, aud, amr, ...nonce, ...hash, sub, auth_time, idp: 'local' }
}

export interface AccessTokenContent {
  readonly issuer: string
  readonly clientId: string
  readonly now: number
  /** API resources whose name goes into `aud` beside the issuer's own. */
  readonly audiences: readonly string[]
  readonly scopes: readonly string[]
  /** Absent for client credentials. */
  readonly subject: Subject | undefined
  readonly merchant: Merchant | undefined
}

/** Claims of an access token in the generation's order (fact `access-token-order`). */
export function accessTokenClaims(generation: Generation, content: AccessTokenContent): Claims {
  const { issuer: iss, clientId: client_id, now, scopes: scope, subject } = content
  const exp = now + lifetimes.accessToken
  const aud = audience(generation, iss, content.audiences)
  const user = subject ? { sub: subject.sub, auth_time: subject.authTime, idp: 'local' } : {}
  const merchant = content.merchant
    ? { merchant_id: content.merchant.merchantId, merchant_vat: content.merchant.vat }
    : {}
  const amr = subject ? { amr: subject.amr } : {}
  if (generation === '2018') {
    return { nbf: now, exp, iss, aud, client_id, ...user, ...merchant, scope, ...amr }
  }
  const jti = randomBytes(16).toString('hex').toUpperCase()
  return { iss, nbf: now, iat: now, exp, aud, scope, ...amr, client_id, ...user, ...merchant, jti }
}

/** A string where there is one, as MobilePay's tokens have it (fact `access-token-audience`). */
function audience(generation: Generation, issuer: string, names: readonly string[]): string | readonly string[] {
  const own = `${issuer}/resources`
  if (names.length === 0) return own
  return generation === '2018' ? [own, ...names] : [...names, own]
}
