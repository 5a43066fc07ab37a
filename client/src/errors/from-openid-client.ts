import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { ConfigurationError, MobilePayError, ProtocolError, type ProtocolErrorCode } from './mobilepay-error.ts'

/** Where the ID token under inspection came from. */
export type IdTokenSource = 'callback' | 'token-endpoint' | 'refresh'

const claimCodes: ReadonlyMap<string, ProtocolErrorCode> = new Map([
  ['iss', 'id-token-issuer'],
  ['aud', 'id-token-audience'],
  ['exp', 'id-token-time'],
  ['nbf', 'id-token-time'],
  ['iat', 'id-token-time'],
  ['nonce', 'id-token-nonce'],
  ['c_hash', 'id-token-code-hash'],
])

/**
 * The typed error for what openid-client threw. Told by the structure of its causes rather than by its texts; the
 * one exception is a missing claim, whose name is in the text alone. The tests pin all of it, so an upgrade that
 * changes it is noticed.
 */
export function fromOpenidClient(error: unknown, source: IdTokenSource): MobilePayError {
  const own = chain(error).find((link) => link instanceof MobilePayError)
  if (own) return own
  if (error instanceof ResponseBodyError) return fromTokenError(error, source)
  if (error instanceof WWWAuthenticateChallengeError) {
    return new ConfigurationError('client-credentials-refused', { details: { status: error.status } })
  }
  // Error answers are dealt with before openid-client sees them; this is for one that slipped through.
  if (error instanceof AuthorizationResponseError) return new ProtocolError('authorization-refused', { cause: error })
  const code = codeOf(error)
  const details = /^(id-token|signing-key)/.test(code) ? { idToken: source, claim: claimOf(error) } : {}
  return new ProtocolError(code, { cause: error, details })
}

/** The error member of a 400 answer of the token endpoint. */
function fromTokenError({ error, status }: ResponseBodyError, source: IdTokenSource): MobilePayError {
  const details = { error: errorName(error), status }
  if (error === 'invalid_client') return new ConfigurationError('client-credentials-refused', { details })
  if (error === 'unauthorized_client' || error === 'invalid_scope') {
    return new ConfigurationError('client-not-allowed', { details })
  }
  if (error === 'invalid_grant') {
    return new ProtocolError(source === 'refresh' ? 'connection-needs-consent' : 'code-refused', { details })
  }
  return new ProtocolError('token-request-refused', { details })
}

/** An error name from outside, only if it looks like one: anything else might be made to carry something. */
export function errorName(error: string): string {
  return /^[a-z_]{1,64}$/.test(error) ? error : 'not a registered name'
}

function codeOf(error: unknown): ProtocolErrorCode {
  // First, for its cause is a Response, which has members of its own.
  if (chain(error).some((link) => hasCode(link, 'OAUTH_RESPONSE_IS_NOT_CONFORM'))) return 'response-unexpected'
  const claim = claimOf(error)
  if (chain(error).some(isMissingClaim)) return 'id-token-claim-missing'
  if (claim !== undefined) return claimCodes.get(claim) ?? 'id-token-malformed'
  if (chain(error).some((link) => hasCode(link, 'OAUTH_KEY_SELECTION_FAILED'))) return 'signing-key-unknown'
  if (member(error, 'reason') !== undefined || member(error, 'alg') !== undefined) return 'id-token-algorithm'
  if (member(error, 'signature') !== undefined) return 'id-token-signature'
  if (member(error, 'body') !== undefined) return 'token-response-malformed'
  return 'id-token-malformed'
}

function claimOf(error: unknown): string | undefined {
  const claim = member(error, 'claim')
  if (typeof claim === 'string') return claim
  const missing = chain(error).find(isMissingClaim)
  return missing && /"(\w+)"/.exec(missing.message)?.[1]
}

function isMissingClaim(link: unknown): link is Error {
  return link instanceof Error && /^JWT "\w+" .*claim missing$/.test(link.message)
}

/** The error and its causes; the last is often a plain object that says what was compared. */
function chain(error: unknown): unknown[] {
  const links: unknown[] = []
  for (let at = error; at != null && links.length < 8; at = at instanceof Error ? at.cause : undefined) links.push(at)
  return links
}

function member(error: unknown, name: string): unknown {
  for (const link of chain(error)) {
    if (link instanceof Error || typeof link !== 'object' || link === null) continue
    if (name in link) return (link as Record<string, unknown>)[name]
  }
  return undefined
}

function hasCode(link: unknown, code: string): boolean {
  return link instanceof ClientError && link.code === code
}
