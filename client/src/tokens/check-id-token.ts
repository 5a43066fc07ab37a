import type { JWTPayload } from 'jose'
import type { IdTokenSource } from '../errors/from-openid-client.ts'
import { ProtocolError, type ProtocolErrorCode } from '../errors/mobilepay-error.ts'
import { malformed, readIdToken } from './read-id-token.ts'
import type { ReadJwt } from './read-jwt.ts'

/** A token that says it is good for longer than this has its times in milliseconds, or is not MobilePay's. */
export const longestLifeSeconds = 24 * 60 * 60
/** Issued longer ago than this it is not the answer to what was just asked. */
const oldestSeconds = 60 * 60

export interface IdTokenChecks {
  readonly clientId: string
  readonly clockToleranceSeconds: number
  readonly now: () => number
}

/**
 * What openid-client does not look at, or does not name when it refuses, in any of the three ID tokens: of the callback,
 * before the code is redeemed; of the token endpoint; of a refresh. The form of the text, claims that are missing or of a
 * wrong type, `typ`, `crit`, `aud` with others beside this client (openid-client takes them when `azp` is right), `azp` beside a
 * single audience, an `iat` in the future or over an hour ago, an `exp` in milliseconds.
 *
 * openid-client checks afterwards: signature, RS256 alone, `iss`, `exp`, `nbf`, `nonce`, and in the callback
 * `c_hash`, and `s_hash` where there is one. So the claims returned here are not verified yet.
 *
 * @throws ProtocolError `id-token-malformed`, `id-token-claim-missing`, `id-token-audience`, `id-token-time`
 * @see OIDCC sections 2, 3.1.3.7, 3.3.2.11, 3.3.2.12 and 12.2; RFC 8725 section 3.11;
 *   RFC 7515 section 4.1.11
 */
export function checkIdToken(idToken: string, source: IdTokenSource, checks: IdTokenChecks): JWTPayload {
  const token = readIdToken(idToken, source)
  checkHeader(token, source)
  checkClaims(token, source)
  checkParties(token, source, checks.clientId)
  checkTimes(token, source, checks)
  return token.claims
}

/** `typ` keeps one kind of token from being taken for another; `crit` names what must be understood, and nothing is. */
function checkHeader({ header }: ReadJwt, source: IdTokenSource): void {
  const { typ, crit } = header
  if (crit !== undefined) throw malformed(source, { header: 'crit' })
  if (typ !== undefined && (typeof typ !== 'string' || !/^(application\/)?jwt$/i.test(typ))) {
    throw malformed(source, { header: 'typ' })
  }
}

type ClaimType = readonly [claim: string, isOfItsType: (value: unknown) => boolean]

const isNumber = Number.isFinite
const isText = (value: unknown) => typeof value === 'string' && value !== ''
const isAudience = (value: unknown) => typeof value === 'string' || (Array.isArray(value) && value.every(isText))
/** OIDCC section 2: ASCII, and 255 characters at most. */
const isSubject = (value: unknown) => isText(value) && /^[\x21-\x7e]{1,255}$/.test(String(value))

const required: readonly ClaimType[] = [
  ['iss', (value) => typeof value === 'string'],
  ['sub', isSubject],
  ['aud', isAudience],
  ['exp', isNumber],
  ['iat', isNumber],
]
const requiredInCallback: readonly ClaimType[] = [...required, ['nonce', () => true], ['c_hash', isText]]
const optional: readonly ClaimType[] = [
  ['nbf', isNumber],
  ['auth_time', isNumber],
]

function checkClaims({ claims }: ReadJwt, source: IdTokenSource): void {
  const needed = source === 'callback' ? requiredInCallback : required
  for (const [claim] of needed)
    if (!Object.hasOwn(claims, claim)) throw refused('id-token-claim-missing', source, claim)
  const wrong = [...needed, ...optional].find(
    ([claim, isOfItsType]) => Object.hasOwn(claims, claim) && !isOfItsType(claims[claim]),
  )
  if (wrong) throw refused('id-token-malformed', source, wrong[0])
}

function checkParties({ claims }: ReadJwt, source: IdTokenSource, clientId: string): void {
  if (Array.isArray(claims.aud) && claims.aud.length !== 1) throw refused('id-token-audience', source, 'aud')
  if (claims.azp !== undefined && claims.azp !== clientId) throw refused('id-token-audience', source, 'azp')
}

function checkTimes({ claims }: ReadJwt, source: IdTokenSource, checks: IdTokenChecks): void {
  const now = checks.now() / 1000
  const [iat, exp] = [Number(claims.iat), Number(claims.exp)]
  if (iat > now + checks.clockToleranceSeconds || iat < now - oldestSeconds)
    throw refused('id-token-time', source, 'iat')
  if (exp > now + longestLifeSeconds) throw refused('id-token-time', source, 'exp')
}

function refused(code: ProtocolErrorCode, idToken: IdTokenSource, claim: string): ProtocolError {
  return new ProtocolError(code, { details: { idToken, claim } })
}
