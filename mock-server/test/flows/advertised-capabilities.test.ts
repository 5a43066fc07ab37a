import { type DiscoveryDocument, discoveryDocument, environments, type Generation } from '@mobilepay-oidc/fixtures'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AttemptOptions } from '../support/attempt.ts'
import { type Answer, askForTokens, claimsOf, postForm, redeem, refresh } from '../support/back-channel.ts'
import { people, shops } from '../support/people.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { answerOf, Visitor } from '../support/visitor.ts'

interface Proof {
  readonly scene: Scene
  readonly generation: Generation
  /** What the document says. */
  readonly value: unknown
}

const merchantVat = shops.anna.vat
const issuer = 'https://api.mobilepay.dk/merchant'

/** What comes of a request: the error page's code, or the names of the fields that the integrator gets. */
async function outcome(scene: Scene, options: AttemptOptions): Promise<string> {
  const attempt = await scene.attempt({ merchantVat, ...options })
  const seen = await new Visitor().visit(attempt.url)
  const code = /id="error-code">([^<]*)/.exec(seen.html)?.[1]
  return code ?? [...answerOf(seen, attempt).keys()].join(' ')
}

async function tokensFor(scene: Scene, options: AttemptOptions = {}): Promise<Answer> {
  const attempt = await scene.attempt({ merchantVat, ...options })
  return redeem(scene, attempt, (await new Visitor().fetchAnswer(attempt)).get('code') ?? '')
}

const integrator = { client_id: 'integrator', client_secret: 'integrator-secret' }
const asIntegrator = { environment: 'sandbox-dk', clientId: 'integrator' } as const

async function sessionsEndOnlyHere({ scene, value }: Proof): Promise<void> {
  expect(value).toBe(true)
  const endSession = await scene.endpoint('sandbox-dk', 'end_session_endpoint')
  const page = await new Visitor().visit(endSession)
  expect(page.html, 'no client has a logout address, so no frame calls one').not.toMatch(/<iframe/)
  expect(claimsOf((await tokensFor(scene)).text('id_token'))).not.toHaveProperty('sid')
}

/** For every member of the document: it works, or is refused as recorded. */
const proofs: Readonly<Record<string, (proof: Proof) => Promise<void>>> = {
  async issuer({ scene, value }) {
    expect(value).toBe(issuer)
    const tokens = await tokensFor(scene)
    expect(claimsOf(tokens.text('id_token')).iss).toBe(issuer)
    expect(claimsOf(tokens.text('access_token')).iss).toBe(issuer)
  },

  async jwks_uri({ scene }) {
    const { keys } = (await (await fetch(await scene.endpoint('sandbox-dk', 'jwks_uri'))).json()) as {
      keys: { kid: string }[]
    }
    const header = (await tokensFor(scene)).text('id_token').split('.')[0] ?? ''
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { kid: string }
    expect(keys.map((key) => key.kid)).toContain(kid)
  },

  async authorization_endpoint({ scene }) {
    expect(await outcome(scene, {})).toBe('code id_token scope state')
  },

  async token_endpoint({ scene }) {
    expect((await tokensFor(scene)).status).toBe(200)
  },

  async end_session_endpoint({ scene }) {
    const visitor = new Visitor()
    const fields = await visitor.fetchAnswer(await scene.attempt({ merchantVat }))
    const endpoint = await scene.endpoint('sandbox-dk', 'end_session_endpoint')
    const page = await visitor.visit(`${endpoint}?id_token_hint=${fields.get('id_token')}`)
    expect(page.url.pathname).toMatch(/\/account\/account\/logout$/)
    const silent = await scene.attempt({ merchantVat, parameters: { prompt: 'none' } })
    expect((await visitor.fetchAnswer(silent)).get('error')).toBe('login_required')
  },

  async revocation_endpoint({ scene }) {
    const endpoint = await scene.endpoint('sandbox-dk', 'revocation_endpoint')
    const token = (await tokensFor(scene)).text('refresh_token')
    const stranger = { client_id: 'integrator-reuse', client_secret: 'integrator-reuse-secret' }
    expect((await postForm(endpoint, { ...stranger, token })).status, "another client's: 200 and no effect").toBe(200)
    const kept = await refresh(scene, asIntegrator, token)
    const successor = kept.text('refresh_token')
    expect((await postForm(endpoint, { ...integrator, token: successor })).status).toBe(200)
    expect((await refresh(scene, asIntegrator, successor)).body).toEqual({ error: 'invalid_grant' })
    expect((await postForm(endpoint, { ...integrator, token: 'unknown' })).status).toBe(200)
    const badHint = await postForm(endpoint, { ...integrator, token, token_type_hint: 'id_token' })
    expect([badHint.status, badHint.body]).toEqual([400, { error: 'unsupported_token_type' }])
  },

  async introspection_endpoint({ scene }) {
    const endpoint = await scene.endpoint('sandbox-dk', 'introspection_endpoint')
    const api = { client_id: 'invoice-api', client_secret: 'api-secret' }
    const tokens = await tokensFor(scene)
    const active = await postForm(endpoint, { ...api, token: tokens.text('access_token') })
    expect(active.body).toMatchObject({ active: true, scope: 'invoice', merchant_vat: merchantVat })
    const refreshToken = await postForm(endpoint, { ...api, token: tokens.text('refresh_token') })
    expect(refreshToken.body).toEqual({ active: false })
    const client = await postForm(endpoint, { ...integrator, token: tokens.text('access_token') })
    expect(client.status, 'clients may not introspect').toBe(401)
  },

  async backchannel_authentication_endpoint({ scene }) {
    const endpoint = await scene.endpoint('sandbox-dk', 'backchannel_authentication_endpoint')
    const refused = await postForm(endpoint, { ...integrator, scope: 'openid invoice', login_hint: people.anna.email })
    expect(refused.status).toBe(400)
    expect(refused.body).toEqual({ error: 'unauthorized_client', error_description: 'Unauthorized client' })
    expect((await postForm(endpoint, {})).body).toEqual({ error: 'invalid_request' })
    const polled = await askForTokens(scene, asIntegrator, {
      grant_type: 'urn:openid:params:grant-type:ciba',
      auth_req_id: 'any',
    })
    expect(polled.body).toEqual({ error: 'unauthorized_client' })
  },

  frontchannel_logout_supported: sessionsEndOnlyHere,
  frontchannel_logout_session_supported: sessionsEndOnlyHere,
  backchannel_logout_supported: sessionsEndOnlyHere,
  backchannel_logout_session_supported: sessionsEndOnlyHere,

  async scopes_supported({ scene, value }) {
    for (const scope of [...(value as string[]), 'offline_access']) {
      const asked = scope === 'openid' ? 'openid' : `openid ${scope}`
      const claims = claimsOf((await tokensFor(scene, { scope: asked })).text('access_token'))
      expect(claims.scope).toEqual(asked.split(' '))
    }
    expect(await outcome(scene, { scope: 'openid profile' })).toBe('invalid_scope')
  },

  async claims_supported({ scene, value }) {
    const claims = claimsOf((await tokensFor(scene)).text('access_token'))
    expect(Object.keys(claims)).toEqual(expect.arrayContaining(value as string[]))
  },

  async grant_types_supported({ scene, value }) {
    expect(value).toEqual(['authorization_code', 'client_credentials', 'refresh_token', 'hybrid'])
    const tokens = await tokensFor(scene)
    expect((await refresh(scene, asIntegrator, tokens.text('refresh_token'))).status).toBe(200)
    const credentials = { grant_type: 'client_credentials' }
    const machine = await askForTokens(scene, { ...asIntegrator, clientId: 'machine' }, credentials)
    expect(Object.keys(machine.body)).toEqual(['access_token', 'expires_in', 'token_type', 'scope'])
    expect((await askForTokens(scene, asIntegrator, credentials)).body).toEqual({ error: 'unauthorized_client' })
    const hybrid = await askForTokens(scene, asIntegrator, { grant_type: 'hybrid' })
    expect(hybrid.body, 'the name of a flow, not a grant type').toEqual({ error: 'unsupported_grant_type' })
  },

  async response_types_supported({ scene, value }) {
    const outcomes: Record<string, string> = {}
    for (const type of value as string[]) {
      outcomes[type] = await outcome(scene, { parameters: { response_type: type } })
    }
    expect(outcomes).toEqual({
      code: 'unauthorized_client',
      token: 'unauthorized_client',
      id_token: 'unauthorized_client',
      'id_token token': 'unauthorized_client',
      'code id_token': 'code id_token scope state',
      'code token': 'invalid_request',
      'code id_token token': 'invalid_request',
    })
    const codeFlow = { clientId: 'integrator-code', parameters: { response_type: 'code' } }
    expect(await outcome(scene, codeFlow)).toMatch(/^code scope state/)
  },

  async response_modes_supported({ scene, value, generation }) {
    expect(value).toEqual(['query', 'form_post'])
    const by = (response_mode: string) => outcome(scene, { parameters: { response_mode } })
    expect(await by('form_post')).toBe('code id_token scope state')
    expect(await by('query')).toBe(generation === '2024' ? 'invalid_request' : 'unsupported_response_type')
    expect(await by('fragment'), 'served though not advertised').toBe('code id_token scope state')
    const codeFlow = { clientId: 'integrator-code', parameters: { response_type: 'code', response_mode: 'query' } }
    expect(await outcome(scene, codeFlow)).toMatch(/^code scope state/)
  },

  async token_endpoint_auth_methods_supported({ scene, value }) {
    expect(value).toEqual(['client_secret_basic', 'client_secret_post'])
    const endpoint = await scene.endpoint('sandbox-dk', 'token_endpoint')
    const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
    const form = async () => ({
      grant_type: 'refresh_token',
      refresh_token: (await tokensFor(scene)).text('refresh_token'),
    })
    const byBasic = await postForm(endpoint, await form(), basic('integrator:integrator-secret'))
    const byPost = await postForm(endpoint, { ...(await form()), ...integrator })
    const byNothing = await postForm(endpoint, { ...(await form()), client_id: 'integrator' })
    expect([byBasic.status, byPost.status, byNothing.status]).toEqual([200, 200, 400])
    expect(byNothing.body).toEqual({ error: 'invalid_client' })
  },

  async id_token_signing_alg_values_supported({ scene, value }) {
    expect(value).toEqual(['RS256'])
    const header = (await tokensFor(scene)).text('id_token').split('.')[0] ?? ''
    expect(JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))).toMatchObject({ alg: 'RS256' })
  },

  async subject_types_supported({ scene, value }) {
    expect(value).toEqual(['public'])
    const one = claimsOf((await tokensFor(scene)).text('id_token')).sub
    const other = claimsOf((await tokensFor(scene, { clientId: 'integrator-reuse' })).text('id_token')).sub
    expect(one, 'the same user for every client').toBe(other)
  },

  async code_challenge_methods_supported({ scene, value }) {
    expect(value).toEqual(['plain', 'S256'])
    const plain = { code_challenge: 'v'.repeat(43), code_challenge_method: 'plain' }
    expect(await outcome(scene, { parameters: plain })).toBe('invalid_request')
    expect(await outcome(scene, { parameters: { code_challenge_method: undefined } })).toBe('invalid_request')
    expect(await outcome(scene, { parameters: { code_challenge_method: 'S256' } })).toBe('code id_token scope state')
  },

  async request_parameter_supported({ scene, generation }) {
    const refusedAs = generation === '2024' ? 'invalid_request_object' : 'invalid_request'
    expect(await outcome(scene, { parameters: { request: 'garbage' } })).toBe(refusedAs)
    const byReference = await outcome(scene, { parameters: { request_uri: 'https://integrator.example/request' } })
    expect(byReference).toBe(generation === '2024' ? 'request_uri_not_supported' : 'code id_token scope state')
  },

  async request_object_signing_alg_values_supported({ scene, value }) {
    for (const alg of value as string[]) {
      const part = (object: object) => Buffer.from(JSON.stringify(object)).toString('base64url')
      const request = `${part({ alg, typ: 'JWT' })}.${part({ iss: 'integrator', client_id: 'integrator' })}.c2ln`
      expect(await outcome(scene, { parameters: { request } }), alg).toBe('invalid_request_object')
    }
  },

  async authorization_response_iss_parameter_supported({ scene, value }) {
    expect(value).toBe(true)
    expect(await outcome(scene, {}), 'never in the hybrid flow').toBe('code id_token scope state')
    const attempt = await scene.attempt({
      merchantVat,
      clientId: 'integrator-code',
      parameters: { response_type: 'code', response_mode: 'query' },
    })
    expect((await new Visitor().fetchAnswer(attempt)).get('iss'), 'in the pure code flow').toBe(issuer)
  },

  async backchannel_token_delivery_modes_supported({ value }) {
    expect(value, 'of no use: see backchannel_authentication_endpoint').toEqual(['poll'])
  },

  async backchannel_user_code_parameter_supported({ value }) {
    expect(value, 'of no use: see backchannel_authentication_endpoint').toBe(true)
  },
}

describe.each(['2024', '2018'] as const)('what discovery advertises in generation %s', (generation) => {
  let scene: Scene
  let served: DiscoveryDocument
  beforeAll(async () => {
    scene = await startScene({ consent: 'auto', generation })
    served = await scene.metadata('sandbox-dk')
  })
  afterAll(() => scene[Symbol.asyncDispose]())

  const members = Object.keys(discoveryDocument(environments['sandbox-dk'], generation))

  test('is this and nothing else', () => {
    expect(Object.keys(served)).toEqual(members)
    expect(Object.keys(proofs)).toEqual(expect.arrayContaining(members))
  })

  for (const member of members) {
    test(`${member} is true, or refused as recorded`, () =>
      proofs[member]?.({ scene, generation, value: served[member] }))
  }
})
