import { randomBytes } from 'node:crypto'
import { type AuthorizeOptions, type AuthorizeRequest, authorizeRequest } from './authorize-request.ts'
import { callbackOf, fieldOf } from './callback.ts'
import { redemption, secretOf } from './flow.ts'
import { type Answer, encodeForm, type Form } from './http.ts'
import { readObject } from './json-members.ts'
import { addressOf, later, newBrowser, type Scene } from './scene.ts'

export interface Issued {
  readonly request: AuthorizeRequest
  readonly code: string
}

/** A fresh code. */
export async function issueCode(scene: Scene, options: AuthorizeOptions = {}): Promise<Issued> {
  const request = authorizeRequest(scene, options)
  const callback = callbackOf(await newBrowser(scene).open(request.url))
  return { request, code: (callback && fieldOf(callback, 'code')) ?? '' }
}

/** What an answer of the back channel says in short. */
export function verdict({ status, body, failure }: Answer): string {
  if (failure !== undefined) return failure
  const error = readObject(body)?.error
  return error === undefined ? String(status) : `${status} ${String(error)}`
}

/** How one redemption differs from the usual one. */
type Change = (issued: Issued) => Form

const wrong = randomBytes(32).toString('base64url')
const wrongHandle = `${randomBytes(32).toString('hex').toUpperCase()}-1`

const changes: Readonly<Record<string, Change>> = {
  usual: () => ({}),
  'grant-type-missing': () => ({ grant_type: undefined }),
  'grant-type-unknown': () => ({ grant_type: 'wonder' }),
  'grant-type-password': () => ({ grant_type: 'password' }),
  'grant-type-client-credentials': () => ({ grant_type: 'client_credentials' }),
  'code-missing': () => ({ code: undefined }),
  'code-unknown': () => ({ code: wrongHandle }),
  'redirect-uri-missing': () => ({ redirect_uri: undefined }),
  'redirect-uri-other': () => ({ redirect_uri: 'https://integrator.example/callback' }),
  'redirect-uri-prefix': ({ request }) => ({ redirect_uri: `${request.redirectUri}more` }),
  'verifier-missing': () => ({ code_verifier: undefined }),
  'verifier-wrong': () => ({ code_verifier: wrong }),
  'verifier-equals-challenge': ({ request }) => ({ code_verifier: request.challenge }),
  'verifier-short': ({ request }) => ({ code_verifier: request.verifier.slice(0, 42) }),
  'verifier-long': () => ({ code_verifier: 'v'.repeat(129) }),
  'secret-wrong': () => ({ client_secret: 'wrong-secret' }),
  'secret-missing': () => ({ client_secret: undefined }),
  'client-missing': () => ({ client_id: undefined, client_secret: undefined }),
  'client-unknown': () => ({ client_id: 'nobody' }),
  'client-disabled': () => ({ client_id: 'integrator-disabled', client_secret: 'integrator-disabled-secret' }),
  'client-other': () => ({ client_id: 'integrator-reuse', client_secret: 'integrator-reuse-secret' }),
  'parameter-unknown': () => ({ wonder: 'yes' }),
}

function formOf({ request, code }: Issued, change: Form = {}): Form {
  const { clientId } = request
  return { ...redemption(request, code), client_id: clientId, client_secret: secretOf(clientId), ...change }
}

/** Takes down what the token endpoint says to every deviation of a redemption. */
export async function observeTokenRules(scene: Scene): Promise<void> {
  for (const [name, change] of Object.entries(changes)) {
    const issued = await issueCode(scene)
    await observe(scene, name, formOf(issued, change(issued)))
  }
  await observeWays(scene)
  await observeTimes(scene)
  await observeAnswers(scene)
}

async function observe({ http, observation, ...scene }: Scene, name: string, form: Form): Promise<void> {
  const address = addressOf({ http, observation, ...scene }, 'token')
  observation.text(`token.${name}`, verdict(await http.postForm(address, form)))
}

/** Other ways to bring the same request. */
async function observeWays(scene: Scene): Promise<void> {
  const { http, observation } = scene
  const address = addressOf(scene, 'token')
  const { client_id: id, client_secret: secret, ...form } = formOf(await issueCode(scene))
  const basic = { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }
  observation.text('token.basic', verdict(await http.postForm(address, form, basic)))
  const bad = { authorization: `Basic ${Buffer.from(`${id}:wrong`).toString('base64')}` }
  const refused = await http.postForm(address, formOf(await issueCode(scene), { client_id: undefined }), bad)
  observation.text('token.basic-wrong', verdict(refused))
  const encoded = { authorization: `Basic ${Buffer.from(`${id}:%69${String(secret).slice(1)}`).toString('base64')}` }
  const { client_id: _again, client_secret: _too, ...another } = formOf(await issueCode(scene))
  observation.text('token.basic-encoded', verdict(await http.postForm(address, another, encoded)))
  const both = formOf(await issueCode(scene), { client_secret: wrong })
  observation.text('token.basic-and-body', verdict(await http.postForm(address, both, basic)))
  const query = encodeForm({ client_id: id, client_secret: secret })
  const { client_id: _id, client_secret: _secret, ...rest } = formOf(await issueCode(scene))
  observation.text('token.credentials-in-query', verdict(await http.postForm(`${address}?${query}`, rest)))
  const byGet = encodeForm(formOf(await issueCode(scene)))
  observation.text('token.by-get', verdict(await http.send(`${address}?${byGet}`)))
  const body = JSON.stringify(formOf(await issueCode(scene)))
  const json = await http.send(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  observation.text('token.by-json', verdict(json))
  const twice = `${encodeForm(formOf(await issueCode(scene)))}&code=other`
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  await observeMethods(scene)
  observation.text('token.code-twice', verdict(await http.send(address, { method: 'POST', headers, body: twice })))
  const goodLast = `code=other&${encodeForm(formOf(await issueCode(scene)))}`
  const answer = await http.send(address, { method: 'POST', headers, body: goodLast })
  observation.text('token.code-twice-good-last', verdict(answer))
}

/** Methods and origins that browsers and probes bring. */
async function observeMethods(scene: Scene): Promise<void> {
  const { http, observation } = scene
  const address = addressOf(scene, 'token')
  observation.json('token-methods.options', await http.send(address, { method: 'OPTIONS' }))
  observation.json('token-methods.from-origin', await http.postForm(address, {}, { origin: 'https://evil.example' }))
}

/** What depends on what was done before, and when. */
async function observeTimes(scene: Scene): Promise<void> {
  const spent = formOf(await issueCode(scene))
  await observe(scene, 'code-first', spent)
  await observe(scene, 'code-again', spent)
  const raced = formOf(await issueCode(scene))
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => scene.http.postForm(addressOf(scene, 'token'), raced)),
  )
  const won = answers.map(verdict).filter((said) => said === '200').length
  scene.observation.text('token.code-at-once', won > 1 ? 'several win' : `${won} wins`)
  const old = formOf(await issueCode(scene))
  await later(scene, 301, () => observe(scene, 'code-expired', old))
  const foreign = await issueCode(scene, { clientId: 'integrator-reuse' })
  await observe(
    scene,
    'code-of-another',
    formOf(foreign, { client_id: 'integrator', client_secret: secretOf('integrator') }),
  )
}

/** Whole answers: a refusal and a success, and what a narrow client gets. */
async function observeAnswers(scene: Scene): Promise<void> {
  const { http, observation } = scene
  const address = addressOf(scene, 'token')
  const issued = await issueCode(scene)
  observation.json('token-error.code', await http.postForm(address, formOf(issued, { code: wrongHandle })))
  observation.json('token-error.secret', await http.postForm(address, formOf(issued, { client_secret: 'wrong' })))
  const narrow = await issueCode(scene, {
    clientId: 'integrator-narrow',
    parameters: { scope: 'openid invoice', response_mode: 'form_post' },
  })
  const answer = await http.postForm(address, formOf(narrow))
  observation.text('token-narrow.members', Object.keys(readObject(answer.body) ?? {}).join(' '))
}
