import type { Connection, MobilePayClient } from '@mobilepay-oidc/client'

export const redirectUri = 'https://integrator.example/callback'

/** A merchant's consent: the mock's automatic one, in a browser that has nothing but redirects and cookies. */
export async function giveConsent(client: MobilePayClient, merchantVat: string): Promise<Connection> {
  const consent = await client.startConsent({ merchantVat, scopes: ['invoice'], responseMode: 'fragment' })
  return client.completeConsent(new URL(await follow(consent.url)), consent)
}

async function follow(start: string): Promise<string> {
  const cookies = new Map<string, string>()
  let address = start
  for (let step = 0; step < 10; step += 1) {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie } })
    await answer.body?.cancel()
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`No redirect but ${answer.status} at ${new URL(address).pathname}.`)
    address = new URL(location, address).href
    if (address.startsWith(redirectUri)) return address
  }
  throw new Error('The consent went round in circles.')
}
