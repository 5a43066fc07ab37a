import ledger from '@mobilepay-oidc/fixtures/facts.json' with { type: 'json' }
import { describe, expect, test } from 'vitest'
import type { Switches } from '../../src/index.ts'
import { defaultSwitches } from '../../src/world/settings.ts'
import type { AttemptOptions } from '../support/attempt.ts'
import { askForTokens, claimsOf, merchantsMe, redeem, refresh } from '../support/back-channel.ts'
import { people, shops } from '../support/people.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { type Person, Visitor } from '../support/visitor.ts'

/** What an integrator sees of a switch, in a world where it alone is set. */
type Look = (scene: Scene, visitor: Visitor) => Promise<unknown>

const merchantVat = shops.anna.vat
const complete = { merchantVat } as const
const client = { environment: 'sandbox-dk', clientId: 'integrator' } as const

async function tokensOf(
  scene: Scene,
  visitor: Visitor,
  options: AttemptOptions = complete,
  person: Person = people.anna,
) {
  const attempt = await scene.attempt(options)
  const fields = await visitor.grant(attempt, person)
  return { attempt, fields, tokens: await redeem(scene, attempt, fields.get('code') ?? '') }
}

/** The page or the error where an authorization request ends. */
async function endOf(scene: Scene, visitor: Visitor, options: AttemptOptions): Promise<string> {
  const attempt = await scene.attempt(options)
  const seen = await visitor.visit(attempt.url)
  if (seen.url.href.startsWith(attempt.redirectUri)) return 'client'
  const code = /id="error-code">([^<]+)</.exec(seen.html)?.[1]
  const isAnswer = seen.forms.some(({ action }) => action === attempt.redirectUri)
  return code ?? (isAnswer ? 'client' : (seen.url.pathname.split('/').at(-1) ?? ''))
}

async function revoke({ mock }: Scene): Promise<void> {
  const [consent] = mock.world.stage('sandbox').grants.all
  await mock.control.run('consents.revoke', { world: 'default', id: consent?.id ?? '' })
}

const looks: { readonly [Name in keyof Switches]: Look } = {
  standingGrantSkipsConsent: async (scene, visitor) => {
    await tokensOf(scene, visitor)
    return endOf(scene, visitor, complete)
  },
  nonceReplayRefused: async (scene, visitor) => {
    const { attempt } = await tokensOf(scene, visitor)
    return endOf(scene, visitor, { ...complete, parameters: { nonce: attempt.nonce } })
  },
  missingMerchantVat: async (scene, visitor) => {
    const attempt = await scene.attempt()
    await visitor.visit(attempt.url)
    const pick = { ...people.bo, merchantId: shops.boBakery.merchantId }
    const { tokens } = await tokensOf(scene, visitor, {}, pick)
    return (await merchantsMe(scene, 'sandbox-dk', tokens.text('access_token'))).status
  },
  strictParameters: async (scene, visitor) => endOf(scene, visitor, { parameters: { state: undefined } }),
  codeReuse: async (scene, visitor) => {
    const { attempt, fields, tokens } = await tokensOf(scene, visitor)
    expect((await redeem(scene, attempt, fields.get('code') ?? '')).body).toEqual({ error: 'invalid_grant' })
    return (await refresh(scene, client, tokens.text('refresh_token'))).status
  },
  responseModesAdvertised: async (scene) => (await scene.metadata('sandbox-dk')).response_modes_supported,
  responseModesServed: async (scene, visitor) => endOf(scene, visitor, { ...complete, responseMode: 'fragment' }),
  refreshSlidingLife: async (scene, visitor) => {
    const { tokens } = await tokensOf(scene, visitor)
    await scene.mock.control.run('clock.advance', { world: 'default', duration: 'P366D' })
    return (await refresh(scene, client, tokens.text('refresh_token'))).status
  },
  accessTokenAfterRevocation: async (scene, visitor) => {
    const { tokens } = await tokensOf(scene, visitor)
    await revoke(scene)
    return (await merchantsMe(scene, 'sandbox-dk', tokens.text('access_token'))).status
  },
  ibmHeadersRequired: async (scene, visitor) => {
    const { tokens } = await tokensOf(scene, visitor)
    const url = `${scene.mock.environments['sandbox-dk'].apiUrl}/invoice-restapi/api/v1/merchants/me`
    return (await fetch(url, { headers: { authorization: `Bearer ${tokens.text('access_token')}` } })).status
  },
  scopeSeparator: async (scene, visitor) => endOf(scene, visitor, { ...complete, scope: 'openid,invoice' }),
  codeVerifierAtRefresh: async (scene, visitor) => {
    const { attempt, tokens } = await tokensOf(scene, visitor)
    const without = await refresh(scene, client, tokens.text('refresh_token'))
    const token = without.status === 200 ? without.text('refresh_token') : tokens.text('refresh_token')
    const form = { grant_type: 'refresh_token', refresh_token: token, code_verifier: attempt.verifier }
    return [without.status, (await askForTokens(scene, client, form)).status]
  },
  consentDenied: async (scene, visitor) => {
    const attempt = await scene.attempt(complete)
    const denied = visitor.grant(attempt, { ...people.anna, decision: 'deny' })
    return denied.then(
      (fields) => fields.get('error'),
      (error: Error) => /\/home\/error/.exec(error.message)?.[0],
    )
  },
  accessTokenTyp2024: async (scene, visitor) => {
    const { tokens } = await tokensOf(scene, visitor)
    const [header = ''] = tokens.text('access_token').split('.')
    return claimsOf(`.${header}`).typ
  },
  tokenResponseScope2018: async (scene, visitor) => (await tokensOf(scene, visitor)).tokens.body.scope,
}

/** Each position, and what is seen there. */
const positions: { readonly [Name in keyof Switches]: readonly (readonly [Switches[Name], unknown])[] } = {
  standingGrantSkipsConsent: [
    [true, 'client'],
    [false, 'consent'],
  ],
  nonceReplayRefused: [
    [true, 'invalid_request'],
    [false, 'client'],
  ],
  missingMerchantVat: [
    ['picker', 200],
    ['none', 403],
  ],
  strictParameters: [
    [false, 'login'],
    [true, 'invalid_request'],
  ],
  codeReuse: [
    ['refuse', 200],
    ['revoke-tokens', 400],
  ],
  responseModesAdvertised: [
    ['captured', ['query', 'form_post']],
    ['served', ['form_post', 'fragment']],
  ],
  responseModesServed: [
    ['form_post fragment', 'login'],
    ['form_post', 'invalid_request'],
  ],
  refreshSlidingLife: [
    ['13-months', 200],
    ['1-year', 400],
  ],
  accessTokenAfterRevocation: [
    ['alive-until-exp', 200],
    ['refused', 401],
  ],
  ibmHeadersRequired: [
    [false, 200],
    [true, 401],
  ],
  scopeSeparator: [
    ['space', 'invalid_request'],
    ['space-or-comma', 'login'],
  ],
  codeVerifierAtRefresh: [
    ['ignored', [200, 200]],
    ['required', [400, 200]],
  ],
  consentDenied: [
    ['to-client', 'access_denied'],
    ['error-page', '/home/error'],
  ],
  accessTokenTyp2024: [
    ['at+jwt', 'at+jwt'],
    ['JWT', 'JWT'],
  ],
  tokenResponseScope2018: [
    ['absent', undefined],
    ['present', 'openid invoice subscriptions offline_access'],
  ],
}

const names = Object.keys(positions) as (keyof Switches)[]
const rows = names.flatMap((name) => positions[name].map(([position, seen]) => ({ name, position, seen })))

describe('every switch does what its positions say', () => {
  test.each(rows)('$name: $position', async ({ name, position, seen }) => {
    const generation = name.endsWith('2018') ? '2018' : '2024'
    await using scene = await startScene({ generation, switches: { [name]: position } })
    expect(await looks[name](scene, new Visitor())).toEqual(seen)
  })

  test.each(rows)('$name: $position, set while the world runs', async ({ name, position, seen }) => {
    await using scene = await startScene({ generation: name.endsWith('2018') ? '2018' : '2024' })
    const switches = { [name]: position }
    await scene.mock.control.run('switches.set', { world: 'default', switches })
    expect(await looks[name](scene, new Visitor())).toEqual(seen)
  })
})

test('the ledger knows each of them with these positions, and no switch is untested', () => {
  const camelCase = (text: string) => text.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase())
  const known = new Map(
    ledger.facts.flatMap(({ contested }) =>
      contested ? [[camelCase(contested.switch), contested.values] as const] : [],
    ),
  )
  for (const name of names) {
    const tested = positions[name].map(([position]) => position)
    expect([name, [...tested].sort()]).toEqual([name, [...(known.get(name) ?? [])].sort()])
  }
  expect([...names].sort()).toEqual(Object.keys(defaultSwitches).sort())
})
