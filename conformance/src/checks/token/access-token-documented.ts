import type { Generation } from '@mobilepay-oidc/fixtures'
import type { InspectedJwt, JsonObject } from '../../flow/tokens.ts'
import type { CheckContext } from '../check-context.ts'
import { isReadableJwt } from './access-token-form.ts'
import { exchanged } from './exchanged.ts'

const typOf: Readonly<Record<Generation, string>> = { '2018': 'JWT', '2024': 'at+jwt' }

/** Where an access token differs from MobilePay's samples and from the ID token beside it. */
export async function documentedProblems(context: CheckContext, token: InspectedJwt): Promise<readonly string[]> {
  const { environment, flow, target } = context
  if (!isReadableJwt(token.compact)) return ['the access token is no JWT']
  const { header, claims } = token
  const { body, idToken } = (await exchanged(flow)).tokens
  const issuer = environment?.issuer.url ?? ''
  return [
    ...token.problems,
    ...differs('typ', header.typ, typOf[target.generation]),
    ...differs('alg', header.alg, 'RS256'),
    ...differs('iss', claims.iss, issuer),
    ...differs('client_id', claims.client_id, flow.login().clientId),
    ...differs('sub', claims.sub, idToken?.claims.sub),
    ...differs('auth_time', claims.auth_time, idToken?.claims.auth_time ?? claims.auth_time),
    ...([claims.aud].flat().includes(`${issuer}/resources`) ? [] : [`aud is not ${issuer}/resources`]),
    ...scopeProblems(claims.scope, body.scope),
    ...timeProblems(claims, body.expires_in),
  ]
}

function differs(name: string, value: unknown, expected: unknown): readonly string[] {
  if (value === expected && expected !== undefined) return []
  return [`${name} is ${value === undefined ? 'absent' : `not ${shown(name, expected)}`}`]
}

/** Subjects are people: they are compared and not repeated. */
function shown(name: string, expected: unknown): string {
  return name === 'sub' || name === 'auth_time' ? 'that of the ID token' : String(expected)
}

function scopeProblems(scope: unknown, told: unknown): readonly string[] {
  const held = typeof scope === 'string' ? scope.split(' ') : scope
  if (!Array.isArray(held)) return ['scope is absent']
  const wanted = typeof told === 'string' ? told.split(' ') : []
  return wanted.filter((name) => !held.includes(name)).map((name) => `scope lacks ${name}`)
}

function timeProblems({ exp, nbf, iat }: JsonObject, seconds: unknown): readonly string[] {
  const isTime = (value: unknown) => typeof value === 'number' && Number.isInteger(value)
  const missing = Object.entries({ exp, nbf }).flatMap(([name, value]) => (isTime(value) ? [] : [`${name} is no time`]))
  if (missing.length > 0 || typeof exp !== 'number' || typeof nbf !== 'number') return missing
  return [
    ...(exp > nbf ? [] : ['exp is not after nbf']),
    ...(typeof iat === 'number' && iat < nbf ? ['nbf is after iat'] : []),
    ...(typeof seconds === 'number' && exp - nbf !== seconds ? ['exp is not expires_in after nbf'] : []),
  ]
}
