import { MobilePayClient } from '@mobilepay-oidc/client'
import * as oidc from 'openid-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Interception, interceptMobilePay } from '../../../src/testing/intercept.ts'

const redirectUri = 'http://127.0.0.1:7890/'

let mobilepay: Interception
beforeEach(async () => {
  mobilepay = await interceptMobilePay()
})
afterEach(() => mobilepay.restore())

test('the production client runs against the sandbox as it is', async () => {
  const client = await MobilePayClient.discover({
    environment: 'sandbox-dk',
    clientId: 'integrator',
    clientSecret: 'integrator-secret',
    redirectUri,
  })
  const consent = await client.startConsent({
    merchantVat: 'DK12345674',
    scopes: ['invoice'],
    responseMode: 'fragment',
  })
  const answer = await fetch(consent.url, { redirect: 'manual' })
  const connection = await client.completeConsent(new URL(answer.headers.get('location') ?? '').hash.slice(1), consent)
  expect(connection.merchantId).toBe('aaaaaaaa-0000-4000-8000-000000000001')
  await connection.refresh()
  expect((await client.merchant(connection.merchantId).merchantsMe()).merchantId).toBe(connection.merchantId)

  await mobilepay.control.world().clock.advance({ duration: 'P13M1D' })
  await expect(connection.refresh()).rejects.toMatchObject({ code: 'connection-needs-consent' })
})

test('so does openid-client, in Finland', async () => {
  const metadata = (await (
    await fetch(mobilepay.environments['sandbox-fi'].discoveryUrl)
  ).json()) as oidc.ServerMetadata
  const config = new oidc.Configuration(metadata, 'integrator', undefined, oidc.ClientSecretPost('integrator-secret'))
  oidc.useCodeIdTokenResponseType(config)
  const [pkceCodeVerifier, expectedState, expectedNonce] = [
    oidc.randomPKCECodeVerifier(),
    oidc.randomState(),
    oidc.randomNonce(),
  ]
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    response_mode: 'fragment',
    scope: 'openid offline_access invoice',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    merchant_vat: 'FI99000114',
  })
  expect(address.host).toBe('sandprod-admin.mobilepay.fi')
  const answer = await fetch(address, { redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '')
  const tokens = await oidc.authorizationCodeGrant(config, back, { pkceCodeVerifier, expectedState, expectedNonce })
  expect(tokens.claims()?.iss).toBe('https://api.mobilepay.dk/merchant')
  const again = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')
  expect(again.refresh_token).not.toBe(tokens.refresh_token)
})
