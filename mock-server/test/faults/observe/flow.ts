import { clients } from '@mobilepay-oidc/fixtures'
import { type AuthorizeOptions, type AuthorizeRequest, authorizeRequest } from './authorize-request.ts'
import type { Arrival, Browser } from './browser.ts'
import { type Callback, callbackOf, fieldOf, outcomeOf } from './callback.ts'
import type { Form } from './http.ts'
import type { Json } from './json-members.ts'
import { addressOf, apiAddress, later, type Scene } from './scene.ts'

/** Takes down one whole flow: callback, tokens a second later, two refreshes a minute apart, the first API call. */
export async function observeFlow(scene: Scene, path: string, browser: Browser, options: AuthorizeOptions) {
  const { observation, http } = scene
  const request = authorizeRequest(scene, options)
  learnRequest(scene, path, request)
  const arrival = await browser.open(request.url)
  const callback = observeCallback(scene, `${path}.callback`, arrival)
  const code = callback && fieldOf(callback, 'code')
  const redeem = () => observeTokens(scene, `${path}.tokens`, request, redemption(request, code))
  const tokens = await later(scene, 1, redeem)
  const refreshed = await later(scene, 60, () => refresh(scene, `${path}.refresh-1`, request, tokens))
  await later(scene, 120, () => refresh(scene, `${path}.refresh-2`, request, refreshed))
  const headers = { authorization: `Bearer ${String(tokens.access_token)}` }
  const call = () => http.send(apiAddress(scene, request.environment), { headers })
  observation.json(`${path}.api`, await later(scene, 2, call))
}

function learnRequest({ observation: { names } }: Scene, path: string, { state, nonce, verifier }: AuthorizeRequest) {
  names.learnHashed(state, `state of ${path}`)
  names.learn(state.toLowerCase(), `lower-case state of ${path}`)
  names.learn(state.replaceAll('+', ' '), `plus-decoded state of ${path}`)
  names.learn(nonce, `nonce of ${path}`)
  names.learn(nonce.toLowerCase(), `lower-case nonce of ${path}`)
  names.learn(nonce.slice(0, nonce.length / 2), `half a nonce of ${path}`)
  names.learn(verifier, `verifier of ${path}`)
}

/** The form that redeems a code. */
export function redemption({ redirectUri, verifier }: AuthorizeRequest, code: string | undefined): Form {
  return { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }
}

export function secretOf(clientId: string): string {
  return clients.find((client) => client.clientId === clientId)?.clientSecret ?? ''
}

function observeCallback(scene: Scene, path: string, arrival: Arrival): Callback | undefined {
  const { observation } = scene
  const { answer } = arrival
  const callback = callbackOf(arrival)
  observation.head(path, { ...answer, headers: answer.headers.filter(([name]) => name.toLowerCase() !== 'location') })
  if (!callback) {
    observation.text(`${path}.way`, outcomeOf(arrival))
    return undefined
  }
  observation.text(`${path}.way`, callback.way)
  observation.text(`${path}.target`, callback.target)
  if (callback.way === 'form_post') observation.text(`${path}.page`, skeleton(answer.body))
  const idToken = fieldOf(callback, 'id_token')
  observation.names.learnHashed(fieldOf(callback, 'code'), `code of ${path}`)
  observation.names.learn(idToken, `id_token of ${path}`)
  for (const name of new Set(callback.fields.map(([field]) => field))) {
    observation.text(`${path}.fields.${name}`, fieldOf(callback, name) ?? '')
  }
  const shape = (fieldOf(callback, 'code') ?? '').replace(/[0-9A-F]+/g, ({ length }) => `${length} digits `)
  observation.text(`${path}.fields.code-shape`, shape)
  observation.text(`${path}.fields`, callback.fields.map(([name]) => name).join(' '))
  observation.jwt(`${path}.front`, idToken)
  return callback
}

/** A form post's page without the fields. */
function skeleton(html: string): string {
  return html.replace(/<input type='hidden' name='[^']*' value='[^']*' \/>\n/g, '')
}

async function observeTokens(scene: Scene, path: string, request: AuthorizeRequest, form: Form): Promise<Json> {
  const { observation, http } = scene
  const { clientId, environment } = request
  const credentials = { client_id: clientId, client_secret: secretOf(clientId) }
  const answer = await http.postForm(addressOf(scene, 'token', environment), { ...form, ...credentials })
  learnTokens(scene, path, answer.body)
  const tokens = observation.json(path, answer)
  observation.jwt(`${path}.access`, tokens.access_token)
  observation.jwt(`${path}.back`, tokens.id_token)
  return tokens
}

/** Also learns what stands in an answer that is no JSON, or has a member twice. */
function learnTokens({ observation: { names } }: Scene, path: string, body: string): void {
  for (const [, name, value] of body.matchAll(/"(access_token|refresh_token|id_token)":"([^"]*)"/g)) {
    if (name === 'access_token') names.learnHashed(value, `${name} of ${path}`)
    else names.learn(value, `${name} of ${path}${name === 'refresh_token' ? unusualShape(value) : ''}`)
  }
}

/** Says so where it is no handle of generation 2024. */
function unusualShape(token: string | undefined): string {
  return token === undefined || /^[0-9A-F]{64}-1$/.test(token) ? '' : `, ${token.length} characters`
}

function refresh(scene: Scene, path: string, request: AuthorizeRequest, tokens: Json): Promise<Json> {
  const token = tokens.refresh_token
  const refreshToken = typeof token === 'string' ? token : undefined
  return observeTokens(scene, path, request, { grant_type: 'refresh_token', refresh_token: refreshToken })
}
