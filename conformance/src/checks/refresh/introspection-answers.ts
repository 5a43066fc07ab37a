import { inspectJwt } from '../../flow/tokens.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import type { HttpResponse } from '../../subjects/http.ts'
import { storageProblems } from '../api/storage-by-others.ts'
import type { JsonObject } from '../check-context.ts'

/** Members of an answer and the JSON types that RFC 7662 2.2 gives them. */
const types: Readonly<Record<string, 'string' | 'number'>> = {
  scope: 'string',
  client_id: 'string',
  username: 'string',
  token_type: 'string',
  exp: 'number',
  iat: 'number',
  nbf: 'number',
  sub: 'string',
  iss: 'string',
  jti: 'string',
}

/** Members that a readable token has as well. */
const ofTheToken = ['iss', 'sub', 'exp', 'iat', 'nbf', 'jti']

/** What is wrong with what is told of a token that the API takes (RFC 7662 2.2). */
export function livingProblems(response: HttpResponse, token: string, clientId: string): readonly string[] {
  const members = membersOf(response)
  if (response.status !== 200 || members.active !== true) {
    return [`a living access token: status ${response.status}, active ${said(members.active)}`]
  }
  const { claims } = inspectJwt(token)
  const { client_id: client = clientId } = claims
  return [
    ...storageProblems(response.headers).map((problem) => `a living access token: ${problem}`),
    ...Object.entries(types).flatMap(([name, type]) =>
      name in members && typeof members[name] !== type ? [`${name} is no ${type}`] : [],
    ),
    ...('client_id' in members && members.client_id !== client ? ['client_id is not that of the token'] : []),
    ...ofTheToken
      .filter((name) => name in members && name in claims && members[name] !== claims[name])
      .map((name) => `${name} is not that of the token`),
    ...moreScopes(members, claims).map((scope) => `scope has ${scope}, which the token has not`),
  ]
}

/** Scopes of the answer that a readable token has not; an API may be told less. */
function moreScopes({ scope }: JsonObject, { scope: held }: JsonObject): readonly string[] {
  if (typeof scope !== 'string' || held === undefined) return []
  const has = [held].flat().flatMap((part) => String(part).split(' '))
  return scope.split(' ').filter((one) => one !== '' && !has.includes(one))
}

/** What is wrong with what is told of anything else: nothing is to be told. */
export function deadProblems(what: string, response: HttpResponse): readonly string[] {
  const { active, ...more } = membersOf(response)
  if (response.status !== 200 || active !== false) return [`${what}: status ${response.status}, active ${said(active)}`]
  return Object.keys(more).map((name) => `${what}: ${name} stands beside active false`)
}

export function membersOf({ body }: HttpResponse): JsonObject {
  const parsed = lenientJson(body)
  return isObject(parsed) ? parsed : {}
}

/** The same claims under `alg: none`; undefined of an opaque token. */
export function unsigned(token: string): string | undefined {
  const { header, parts } = inspectJwt(token)
  if (Object.keys(header).length === 0) return undefined
  return `${Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url')}.${parts[1]}.`
}

/** The same token, one character of its signature changed; an opaque one of its end. */
export function tamperedWith(token: string): string {
  const place = token.length - 10
  return `${token.slice(0, place)}${token.charAt(place) === 'A' ? 'B' : 'A'}${token.slice(place + 1)}`
}

function said(value: unknown): string {
  return value === undefined ? 'is missing' : JSON.stringify(value)
}
