import { get } from 'node:https'
import { MobilePayClient } from '@mobilepay-oidc/client'

/**
 * Stands for an integrator's program as it runs in production: MobilePay's own environment, and nothing that knows of a
 * mock or of a proxy. Instead of a merchant with a browser, the mock consents by itself.
 */
const mobilepay = await MobilePayClient.discover({
  environment: 'sandbox-dk',
  clientId: 'integrator',
  clientSecret: 'integrator-secret',
  redirectUri: 'http://127.0.0.1:7890/',
})
const consent = await mobilepay.startConsent({
  merchantVat: 'DK12345674',
  scopes: ['invoice'],
  responseMode: 'fragment',
})
const answer = await fetch(consent.url, { redirect: 'manual' })
const fragment = new URL(answer.headers.get('location') ?? '').hash.slice(1)
const connection = await mobilepay.completeConsent(fragment, consent)
const { merchantId } = connection
if (merchantId === undefined) throw new Error('The connection names no merchant.')
await connection.refresh()
const me = await mobilepay.merchant(merchantId).merchantsMe()

const byHttps = await new Promise<number | undefined>((resolve, reject) => {
  get('https://sandprod-admin.mobilepay.fi/account/.well-known/openid-configuration', (response) => {
    response.resume().on('end', () => resolve(response.statusCode))
  }).on('error', reject)
})
console.log(JSON.stringify({ url: new URL(consent.url).origin, merchantId: me.merchantId, byHttps }))
