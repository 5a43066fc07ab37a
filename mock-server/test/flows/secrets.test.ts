import { describe, expect, test } from 'vitest'
import { askForTokens, merchantsMe, postForm, redeem, refresh } from '../support/back-channel.ts'
import { people, shops } from '../support/people.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { Visitor } from '../support/visitor.ts'

const merchantVat = shops.anna.vat

/** Everything that the journal of the world holds. */
const journalOf = ({ mock }: Scene) => JSON.stringify(mock.world.journal.entries)

describe('the journal', () => {
  test('holds no code, token, secret or password of flows that succeed', async () => {
    await using scene = await startScene()
    const canaries: string[] = [people.anna.password]
    for (const responseMode of ['form_post', 'fragment'] as const) {
      const attempt = await scene.attempt({ merchantVat, responseMode })
      const visitor = new Visitor()
      const fields = await visitor.grant(attempt, people.anna)
      const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
      const refreshed = await refresh(scene, attempt, tokens.text('refresh_token'))
      const reused = await refresh(scene, attempt, tokens.text('refresh_token'))
      expect(reused.status).toBe(400)
      await merchantsMe(scene, 'sandbox-dk', refreshed.text('access_token'))
      const revocation = await scene.endpoint('sandbox-dk', 'revocation_endpoint')
      const { clientSecret } = scene.client('integrator')
      await postForm(revocation, {
        client_id: 'integrator',
        client_secret: clientSecret,
        token: refreshed.text('refresh_token'),
      })
      const introspection = await scene.endpoint('sandbox-dk', 'introspection_endpoint')
      const api = { client_id: 'invoice-api', client_secret: 'api-secret' }
      await postForm(introspection, { ...api, token: refreshed.text('access_token') })
      const endSession = await scene.endpoint('sandbox-dk', 'end_session_endpoint')
      await visitor.visit(`${endSession}?id_token_hint=${tokens.text('id_token')}`)
      canaries.push(attempt.verifier, attempt.nonce, attempt.state, clientSecret, 'api-secret', 'app-secret')
      canaries.push(...['code', 'id_token'].map((name) => fields.get(name) ?? ''))
      for (const answer of [tokens, refreshed]) {
        canaries.push(...['id_token', 'access_token', 'refresh_token'].map((name) => answer.text(name)))
      }
    }
    const journal = journalOf(scene)
    expect(scene.mock.world.journal.entries.length).toBeGreaterThan(10)
    for (const canary of canaries) {
      expect(canary.length).toBeGreaterThan(5)
      expect(journal).not.toContain(canary)
    }
  })

  test('holds nothing that a refused authorization request brought, but for the client', async () => {
    await using scene = await startScene()
    const parameters = [
      'response_type',
      'response_mode',
      'redirect_uri',
      'scope',
      'state',
      'nonce',
      'code_challenge',
      'prompt',
      'max_age',
      'code_challenge_method',
      'login_hint',
      'ui_locales',
      'acr_values',
      'request',
      'request_uri',
      'resource',
      'id_token_hint',
      'merchant_vat',
      'client_id',
      'returnUrl',
      'unknown',
    ]
    for (const name of parameters) {
      const attempt = await scene.attempt({ parameters: { [name]: 'canary-of-a-test' } })
      await new Visitor().visit(attempt.url)
    }
    expect(journalOf(scene)).toContain('refused')
    expect(journalOf(scene)).not.toContain('canary')
  })

  test('holds nothing that a refused request of the back channel brought', async () => {
    await using scene = await startScene()
    const asked = { environment: 'sandbox-dk', clientId: 'integrator' } as const
    const canary = 'canary-of-a-test'
    await askForTokens(scene, asked, { grant_type: canary })
    await redeem(scene, await scene.attempt(), canary)
    await refresh(scene, asked, canary)
    await askForTokens(scene, asked, { grant_type: 'refresh_token', refresh_token: 'x', client_secret: canary })
    await askForTokens(scene, asked, { grant_type: 'refresh_token', refresh_token: 'x', client_id: canary })
    await merchantsMe(scene, 'sandbox-dk', canary)
    for (const member of ['revocation_endpoint', 'introspection_endpoint', 'backchannel_authentication_endpoint']) {
      await postForm(await scene.endpoint('sandbox-dk', member), {
        client_id: canary,
        client_secret: canary,
        token: canary,
      })
    }
    expect(scene.mock.world.journal.entries.length).toBeGreaterThan(5)
    expect(journalOf(scene)).not.toContain('canary')
  })

  test('holds no password that was typed wrong', async () => {
    await using scene = await startScene()
    const visitor = new Visitor()
    const [form] = (await visitor.visit((await scene.attempt()).url)).forms
    if (!form) throw new Error('The login page has no form.')
    const seen = await visitor.submit(form, [
      ['email', people.anna.email],
      ['password', 'canary-of-a-test'],
    ])
    expect(seen.html).not.toContain('canary')
    expect(journalOf(scene)).not.toContain('canary')
  })
})

describe('the error page', () => {
  test('leaks nothing but the code and the request id', async () => {
    await using scene = await startScene()
    const pages = new Map<string, string>()
    const wrong = [
      { scope: 'openid nonsense' },
      { nonce: undefined },
      { redirect_uri: 'https://canary.example/' },
      { client_id: 'canary' },
      { code_challenge: 'canary' },
      { merchant_vat: 'canary' },
      { max_age: 'canary' },
    ]
    for (const parameters of wrong) {
      const seen = await new Visitor().visit((await scene.attempt({ parameters })).url)
      expect(seen.url.pathname).toMatch(/\/home\/error$/)
      expect([...seen.url.searchParams.keys()]).toEqual(['errorId'])
      expect(seen.html).not.toContain('canary')
      const code = /id="error-code">([^<]*)/.exec(seen.html)?.[1] ?? ''
      const page = seen.html.replace(/(id="request-id">)[^<]*/, '$1')
      expect(page, 'one page a code, whatever the reason').toBe(pages.get(code) ?? page)
      pages.set(code, page)
    }
    expect([...pages.keys()].sort()).toEqual(['invalid_request', 'invalid_scope', 'unauthorized_client'])
  })

  test('is one generic page where the error id is missing, foreign or tampered with', async () => {
    await using scene = await startScene()
    await using other = await startScene()
    const { url } = await new Visitor().visit((await other.attempt({ scope: 'openid nonsense' })).url)
    const foreign = url.searchParams.get('errorId') ?? ''
    const base = `${scene.mock.url}/sandprod-admin.mobilepay.dk/account/home/error`
    for (const query of ['', '?errorId=', '?errorId=canary', `?errorId=${foreign}`]) {
      const seen = await new Visitor().visit(`${base}${query}`)
      expect(seen.status).toBe(200)
      expect(seen.html).toContain('id="error-code">error<')
      expect(seen.html).not.toContain('canary')
    }
  })
})
