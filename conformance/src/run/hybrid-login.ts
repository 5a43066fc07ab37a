import type { Login } from '../checks/check-context.ts'
import { OutcomeSignal } from '../checks/outcome.ts'
import { type HttpRequest, type HttpResponse, textOf } from '../subjects/http.ts'
import type { AutomaticLogin } from '../subjects/target.ts'
import { follow, prepareRequest } from './authorization.ts'
import { decodeJwt } from './decode-jwt.ts'
import { isObject, lenientJson } from './json-values.ts'

/** Where the flow runs, at served addresses. */
export interface FlowEndpoints {
  readonly authorization: string
  readonly token: string
}

/** A whole hybrid flow without a person: authorize, callback, code redeemed. */
export async function logIn(
  send: (request: HttpRequest) => Promise<HttpResponse>,
  endpoints: FlowEndpoints,
  login: AutomaticLogin,
): Promise<Login> {
  const { parameters, codeVerifier } = prepareRequest(login)
  const arrival = await follow(send, endpoints.authorization, parameters)
  if (arrival.kind === 'page') throw stopped(`the browser came to rest at ${arrival.url} (${arrival.response.status})`)
  const { code, id_token: front, error } = arrival.fields
  if (code === undefined) throw stopped(`the callback carried ${error ? `the error ${error}` : 'no code'}`)
  const answer = await redeem(send, endpoints.token, login, { code, code_verifier: codeVerifier })
  const back = typeof answer.id_token === 'string' ? answer.id_token : undefined
  const idTokens = [decodeJwt(front, 'front'), decodeJwt(back, 'back')].filter((token) => token !== undefined)
  if (idTokens.length === 0) throw stopped('no ID token could be read')
  return { callback: arrival.fields, idTokens }
}

async function redeem(
  send: (request: HttpRequest) => Promise<HttpResponse>,
  url: string,
  login: AutomaticLogin,
  fields: Readonly<Record<string, string>>,
) {
  const form = {
    grant_type: 'authorization_code',
    ...fields,
    redirect_uri: login.redirectUri,
    client_id: login.clientId,
    client_secret: login.clientSecret,
  }
  const response = await send({ method: 'POST', url, form })
  const answer = lenientJson(response.body)
  if (response.status === 200 && isObject(answer)) return answer
  throw stopped(`the token endpoint answered ${response.status}: ${textOf(response).slice(0, 200)}`)
}

function stopped(reason: string): OutcomeSignal {
  return new OutcomeSignal({ kind: 'inconclusive', reason: `The login was not completed: ${reason}.` })
}
