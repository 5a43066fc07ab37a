import { api } from '../../src/checks/api/index.ts'
import type { CheckContext } from '../../src/checks/check-context.ts'
import type { ApiOptions, Flow } from '../../src/flow/flow.ts'
import { tokenAnswer } from '../../src/flow/tokens.ts'
import type { HttpRequest, HttpResponse } from '../../src/subjects/http.ts'
import { contextOf, json, jwt, outcomeOf, response } from './fake-context.ts'

export const apiUrl = 'https://api.example/invoice-restapi/api/v1/merchants/me'
export const merchantId = '01234567-89ab-4cde-8f01-23456789abcd'
const now = () => Math.floor(Date.now() / 1000)
const claims = () => ({ iat: now(), exp: now() + 300, merchant_id: merchantId })
export const challenge = (error?: string) => ({
  'www-authenticate': error === undefined ? 'Bearer' : `Bearer error="${error}"`,
})

export interface ApiParts {
  /** What the API answers to whom has no good token in the right place. */
  readonly refusal?: (request: Partial<HttpRequest>) => HttpResponse
  readonly accepted?: () => HttpResponse
  readonly tokens?: object
  readonly more?: Partial<CheckContext>
}

/** An API that takes one token, and a provider that issued it. */
export function provider({
  refusal = () => response(401, '', challenge()),
  accepted,
  tokens = {},
  more = {},
}: ApiParts = {}) {
  const accessToken = jwt(claims())
  const good = accepted ?? (() => json(200, { MerchantId: merchantId }))
  const answerTo = (request: Partial<HttpRequest>) =>
    request.headers?.authorization?.toLowerCase() === `bearer ${accessToken}`.toLowerCase() ? good() : refusal(request)
  const answer = tokenAnswer(
    json(200, { access_token: accessToken, expires_in: 300, refresh_token: 'r'.repeat(32), ...tokens }),
  )
  const happy = {
    accessToken,
    tokens: answer,
    back: { compact: jwt({ aud: 'shop' }), claims: claims() },
    front: { compact: jwt({ aud: 'shop', nonce: 'n' }), claims: claims() },
  } as never
  const flow: Partial<Flow> = {
    happy: async () => happy,
    happyAnew: async () => happy,
    redeem: async () => tokenAnswer(json(400, { error: 'invalid_grant' })),
    api: async (token, { method = 'GET', headers = {}, url = apiUrl }: ApiOptions = {}) =>
      answerTo({
        method,
        url,
        headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      }),
  }
  return contextOf({ flow, target: { apiUrl }, send: async (request) => answerTo(request), ...more })
}

/** What a check of the API says of it. */
export const outcome = (id: string, parts?: ApiParts) => outcomeOf(api, id, provider(parts))
