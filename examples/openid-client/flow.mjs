// The whole hybrid flow with openid-client 6: authorize, callback, tokens, refresh, first API call.
//
//   node flow.mjs [ENVIRONMENT] [RESPONSE_MODE]
//
// ENVIRONMENT is sandbox-dk (default), sandbox-fi, production-dk or production-fi; RESPONSE_MODE is form_post (default)
// or fragment. Open the address that it prints, log in as a test user and consent.
import { createServer } from 'node:http'
import * as client from 'openid-client'

const [environment = 'sandbox-dk', responseMode = 'form_post'] = process.argv.slice(2)
const {
  MOCK_URL: mock = 'http://localhost:4010',
  CLIENT_ID: clientId = 'integrator',
  CLIENT_SECRET: clientSecret = 'integrator-secret',
  REDIRECT_URI: redirectUri = 'http://127.0.0.1:7890/',
  MERCHANT_VAT: merchantVat = environment.endsWith('fi') ? 'FI99000114' : 'DK12345674',
} = process.env

const hosts = {
  'sandbox-dk': ['sandprod-admin.mobilepay.dk', 'api.sandbox.mobilepay.dk'],
  'sandbox-fi': ['sandprod-admin.mobilepay.fi', 'api.sandbox.mobilepay.dk'],
  'production-dk': ['admin.mobilepay.dk', 'api.mobilepay.dk'],
  'production-fi': ['admin.mobilepay.fi', 'api.mobilepay.dk'],
}[environment]
if (!hosts) throw new Error(`There is no environment ${environment}.`)
const [admin, api] = hosts

// 1. Discovery. MobilePay's issuer is no prefix of the document's address, so openid-client's own discovery refuses it:
// fetch the document, hold its issuer against the known one, and make the configuration from it.
const metadata = await (await fetch(`${mock}/${admin}/account/.well-known/openid-configuration`)).json()
if (metadata.issuer !== 'https://api.mobilepay.dk/merchant') throw new Error(`Unexpected issuer ${metadata.issuer}`)
const config = new client.Configuration(metadata, clientId, undefined, client.ClientSecretPost(clientSecret))
client.useCodeIdTokenResponseType(config)
if (mock.startsWith('http://localhost')) client.allowInsecureRequests(config)

// 2. Authorize: everything random is new for each request, and kept until the answer is checked.
const pkceCodeVerifier = client.randomPKCECodeVerifier()
const expectedState = client.randomState()
const expectedNonce = client.randomNonce()
const address = client.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  response_mode: responseMode,
  scope: 'openid offline_access invoice',
  state: expectedState,
  nonce: expectedNonce,
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  merchant_vat: merchantVat,
})

// 3. Callback. A form post arrives as it is; a fragment stays in the browser, so a page sends it on.
const forward = `<!doctype html><p>One moment …</p>
<script>fetch('/fragment', { method: 'POST', body: location.href }).then(() => document.body.textContent = 'Done.')</script>`
const answer = await new Promise((resolve, reject) => {
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    if (request.method !== 'POST') return response.end(forward)
    const body = Buffer.concat(await request.toArray())
    response.end('<!doctype html><p>Done. You can close this window.</p>')
    server.close()
    if (request.url === '/fragment') resolve(new URL(body.toString()))
    else resolve(new Request(redirectUri, { method: 'POST', headers: request.headers, body }))
  })
  server.once('error', reject)
  server.listen(Number(new URL(redirectUri).port), '127.0.0.1', () => console.log(`Open in a browser:\n${address}\n`))
})

// 4. Tokens. openid-client checks state, the ID token in front with its nonce and c_hash, and the one behind.
const tokens = await client.authorizationCodeGrant(config, answer, { pkceCodeVerifier, expectedState, expectedNonce })
console.log('tokens', { user: tokens.claims()?.sub, scope: tokens.scope, expires_in: tokens.expires_in })

// 5. Refresh. A OneTime client gets a new refresh token each time: store it in place of the old one.
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
console.log('refresh', refreshed.refresh_token === tokens.refresh_token ? 'ReUse' : 'OneTime')

// 6. The first API call. The x-ibm pair comes from an app in the developer portal; the mock takes any.
const me = await client.fetchProtectedResource(
  config,
  refreshed.access_token,
  new URL(`${mock}/${api}/invoice-restapi/api/v1/merchants/me`),
  'GET',
  undefined,
  new Headers({ 'x-ibm-client-id': 'my-app', 'x-ibm-client-secret': 'my-app-secret' }),
)
console.log('merchant', (await me.json()).MerchantId)
