import type { Claims } from '../../engine/jwt.ts'
import type { Exchange } from '../../http/exchange.ts'
import { empty, type HeaderList, json, type Reply } from '../../http/reply.ts'
import type { Refused } from '../../rules/refusal.ts'
import { type AccessTokenFlaw, readAccessToken } from '../access-token.ts'

/** `GET /invoice-restapi/api/v1/merchants/me`: the first call that an integrator makes (facts, 9 and 12). */
export function merchantsMe(exchange: Exchange): Reply {
  if (exchange.method !== 'GET') return empty(405, [['Allow', 'GET']])
  const claims = bearerClaims(exchange)
  if (!claims) return deny(exchange, 401, tokenRefused, challenge(exchange))
  const mustNameApp = exchange.world.settings.switches.ibmHeadersRequired && !hasIbmHeaders(exchange)
  if (mustNameApp && !excuses(exchange, ibmHeadersMissing)) return deny(exchange, 401, ibmHeadersMissing, [])
  const mayCall = [claims.scope].flat().includes('invoice') || excuses(exchange, scopeMissing)
  if (!mayCall) return deny(exchange, 403, scopeMissing, [])
  return answer(exchange, claims)
}

function answer(exchange: Exchange, { merchant_id: merchantId }: Claims): Reply {
  if (typeof merchantId !== 'string') return deny(exchange, 403, merchantMissing, [])
  if (!exchange.world.findMerchant(merchantId)) return deny(exchange, 404, merchantUnknown, [])
  if (!hasIbmHeaders(exchange)) {
    exchange.note({ kind: 'warned', fact: ibmHeadersMissing.rule, what: ibmHeadersMissing.mend })
  }
  exchange.note({ kind: 'answered', what: `merchant ${merchantId}` })
  return json(200, { MerchantId: merchantId })
}

function bearerClaims(exchange: Exchange): Claims | undefined {
  const token = /^bearer +(\S+)$/i.exec(exchange.headers.authorization ?? '')?.[1]
  if (token === undefined) return undefined
  const claims = readAccessToken(exchange, token, (detail) => excuses(exchange, tokenRefused, detail))
  return claims && grantStands(exchange, claims) ? claims : undefined
}

/** A token outlives its consent until `exp`, or not, by a switch (fact `api-token-alive-until-exp`). */
function grantStands(
  { world, stage }: Exchange,
  { sub, client_id: clientId, merchant_id: merchantId }: Claims,
): boolean {
  if (world.settings.switches.accessTokenAfterRevocation === 'alive-until-exp' || sub === undefined) return true
  const merchant = typeof merchantId === 'string' ? merchantId : undefined
  return (
    world.stage(stage).grants.find({ sub: String(sub), clientId: String(clientId), merchantId: merchant }) !== undefined
  )
}

/** RFC 6750 3: without credentials the challenge alone, with a bad token the error as well. */
function challenge({ headers }: Exchange): HeaderList {
  return [['WWW-Authenticate', headers.authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"']]
}

function hasIbmHeaders({ headers }: Exchange): boolean {
  return Boolean(headers['x-ibm-client-id'] && headers['x-ibm-client-secret'])
}

function deny(exchange: Exchange, status: number, refused: Refused, headers: HeaderList): Reply {
  exchange.note({ kind: 'refused', refused })
  return empty(status, headers)
}

/** Whether a fault passes over a refusal. */
function excuses({ faults, headers }: Exchange, refused: Refused, detail?: AccessTokenFlaw): boolean {
  const input = { token: headers.authorization?.replace(/^bearer +/i, '') ?? '' }
  return faults.excuses({ refused, input, ...(detail === undefined ? {} : { detail }) })
}

const denial = (rule: string, error: string, mend: string): Refused => ({ rule, error, description: null, mend })

const tokenRefused = denial(
  'api-401',
  'invalid_token',
  'Send Authorization: Bearer with an access token of this stage that is younger than 300 seconds; refresh it once.',
)
const ibmHeadersMissing = denial(
  'api-ibm-headers',
  'unauthorized',
  'Send x-ibm-client-id and x-ibm-client-secret, the pair of the app in the developer portal, with every API call.',
)
const scopeMissing = denial(
  'api-scope',
  'insufficient_scope',
  'Ask for the scope invoice, and have the merchant tick it.',
)
const merchantMissing = denial(
  'api-403-without-merchant',
  'forbidden',
  'The token names no merchant: send merchant_vat with the authorization request.',
)
const merchantUnknown = denial('api-merchants-me', 'not_found', 'The merchant of the token is not known here any more.')
