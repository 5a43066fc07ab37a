import { MemoryStore, MobilePayClient } from '@mobilepay-oidc/client'

const redirectUri = 'https://integrator.example/callback'

/** From discovery to an API call, with nothing but what every runtime of the web has. */
export async function flow(mockUrl) {
  const at = (host) => `${mockUrl}/${host}`
  const lines = []
  const client = await MobilePayClient.discover({
    environment: {
      discoveryUrl: at('sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration'),
      apiUrl: at('api.sandbox.mobilepay.dk'),
      issuer: 'https://api.mobilepay.dk/merchant',
      allowHttpOnLoopback: true,
    },
    clientId: 'integrator',
    clientSecret: 'integrator-secret',
    redirectUri,
    store: new MemoryStore(),
    debug: (line) => lines.push(JSON.parse(line).mobilepay),
  })
  const consent = await client.startConsent({ merchantVat: 'DK12345674', scopes: ['invoice'] })
  const body = await consented(consent.url)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const connection = await client.completeConsent(new Request(redirectUri, { method: 'POST', headers, body }), consent)
  const { merchantId } = await client.merchant(connection.merchantId).merchantsMe()
  await connection.refresh()
  const answer = await connection.fetch('/invoice-restapi/api/v1/merchants/me')
  const copy = answer.clone()
  const streamed = await new Response(answer.body).json()
  const isWhole = answer instanceof Response && answer.ok && streamed.MerchantId === (await copy.json()).MerchantId
  const refused = await client
    .completeConsent(new Request(redirectUri, { method: 'POST', headers, body }), consent)
    .then(
      () => 'accepted',
      (error) => error.code,
    )
  return { merchantId, isWhole, vat: connection.merchantVat, refused, operations: lines }
}

/** What a mock that consents by itself makes the browser post. */
export async function consented(address) {
  const cookies = new Map()
  for (let url = address; ; ) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) return fieldsOf(await response.text())
    url = new URL(location, url).href
  }
}

function fieldsOf(html) {
  const decode = (text) => text.replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
  const inputs = [...html.matchAll(/<input[^>]*name=["'](.*?)["'][^>]*value=["'](.*?)["']/g)]
  return new URLSearchParams(inputs.map(([, name, value]) => [name, decode(value)])).toString()
}
