import type { ApiResource } from '@mobilepay-oidc/fixtures'
import type { Claims } from '../../engine/jwt.ts'
import type { Exchange } from '../../http/exchange.ts'
import { isForm, type Pairs, readForm } from '../../http/form.ts'
import { Parameters } from '../../http/parameters.ts'
import { empty, json, noStore, type Reply } from '../../http/reply.ts'
import { readCredentials } from '../../rules/token/client-authentication.ts'
import { readAccessToken } from '../access-token.ts'

/** RFC 7662, for APIs with a secret; clients have none here (fact `introspection-api-only`). */
export async function introspection(exchange: Exchange): Promise<Reply> {
  const { world, headers, method } = exchange
  const { generation } = world.settings
  const contentType = headers['content-type']
  if (method !== 'POST') return empty(405)
  if (!isForm(contentType, generation)) return empty(415)
  const form = await readForm(contentType, await exchange.body())
  const api = authenticateApi(exchange, form)
  if (!api) return empty(401)
  const token = new Parameters(form, generation).get('token')
  if (!token) return json(400, { error: 'missing_token' }, noStore)
  return json(200, describe(readAccessToken(exchange, token), api), noStore)
}

function authenticateApi({ world, headers }: Exchange, form: Pairs): ApiResource | undefined {
  const credentials = readCredentials(headers.authorization, form)
  return world.apiResources.find(({ name, secret }) => name === credentials?.id && secret === credentials.secret)
}

/** An API sees tokens that carry one of its scopes, and of the scopes only its own. */
function describe(claims: Claims | undefined, api: ApiResource): Claims {
  const { scope, amr, ...rest } = claims ?? {}
  const own = [scope].flat().filter((name) => typeof name === 'string' && api.scopes.includes(name))
  if (!claims || own.length === 0) return { active: false }
  const members = Object.keys(claims).filter((name) => name !== 'scope')
  const values: Claims = { ...rest, amr: Array.isArray(amr) && amr.length === 1 ? amr[0] : amr }
  return {
    ...Object.fromEntries(members.map((name) => [name, values[name]])),
    active: true,
    scope: own.join(' '),
  }
}
