import type { Generation } from '@mobilepay-oidc/fixtures'
import { type InspectedJwt, inspectJwt, type JsonObject } from '../../flow/tokens.ts'
import type { CheckContext } from '../check-context.ts'
import { isReadableJwt } from './access-token-form.ts'
import { exchanged } from './exchanged.ts'
import { otherIssued } from './other-redemptions.ts'

/** Claims whose values are compared with nothing. */
const membersOf: Readonly<Record<Generation, readonly string[]>> = {
  '2018': ['scope', 'auth_time'],
  '2024': ['scope', 'auth_time', 'iat', 'jti'],
}
const typOf: Readonly<Record<Generation, string>> = { '2018': 'JWT', '2024': 'at+jwt' }

/** Where an access token differs from MobilePay's samples and from the ID token beside it. */
export async function documentedProblems(context: CheckContext, token: InspectedJwt): Promise<readonly string[]> {
  const { environment, flow, target } = context
  if (!isReadableJwt(token.compact)) return ['the access token is no JWT']
  const { header, claims } = token
  const { idToken } = (await exchanged(flow)).tokens
  const issuer = environment?.issuer.url ?? ''
  return [
    ...token.problems,
    ...differs('typ', header.typ, typOf[target.generation]),
    ...differs('alg', header.alg, 'RS256'),
    ...differs('iss', claims.iss, issuer),
    ...differs('client_id', claims.client_id, flow.login().clientId),
    ...differs('sub', claims.sub, idToken?.claims.sub ?? claims.sub),
    ...differs('auth_time', claims.auth_time, idToken?.claims.auth_time ?? claims.auth_time),
    ...([claims.aud].flat().includes(`${issuer}/resources`) ? [] : [`aud is not ${issuer}/resources`]),
    ...missing(claims, membersOf[target.generation]),
    ...timeProblems(claims),
    ...(await repeatedJti(context, claims)),
  ]
}

/** A jti is given to one token alone (RFC 7519 4.1.7). */
async function repeatedJti(context: CheckContext, { jti }: JsonObject): Promise<readonly string[]> {
  const others = (await otherIssued(context)).map(({ redemption }) => inspectJwt(redemption.tokens.accessToken ?? ''))
  return jti !== undefined && others.some(({ claims }) => claims.jti === jti) ? ['jti is that of another token'] : []
}

function differs(name: string, value: unknown, expected: unknown): readonly string[] {
  if (value === expected && expected !== undefined) return []
  return [`${name} is ${value === undefined ? 'absent' : `not ${shown(name, expected)}`}`]
}

/** Subjects are people: they are compared and not repeated. */
function shown(name: string, expected: unknown): string {
  return name === 'sub' || name === 'auth_time' ? 'that of the ID token' : String(expected)
}

function missing(claims: JsonObject, names: readonly string[]): readonly string[] {
  return names.filter((name) => claims[name] === undefined).map((name) => `${name} is absent`)
}

function timeProblems({ exp, nbf, iat }: JsonObject): readonly string[] {
  const isTime = (value: unknown) => typeof value === 'number' && Number.isInteger(value)
  const odd = Object.entries({ exp, nbf }).flatMap(([name, value]) => (isTime(value) ? [] : [`${name} is no time`]))
  if (odd.length > 0) return odd
  return [
    ...(Number(exp) > Number(nbf) ? [] : ['exp is not after nbf']),
    ...(typeof iat === 'number' && iat < Number(nbf) ? ['nbf is after iat'] : []),
  ]
}
