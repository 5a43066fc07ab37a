import type { Sent } from './http.ts'
import { freshTokens, text } from './refresh-probes.ts'
import { apiAddress, later, type Scene } from './scene.ts'

/** Takes down what the product API says to all kinds of tokens. */
export async function observeApi(scene: Scene): Promise<void> {
  const tokens = await freshTokens(scene)
  const access = text(tokens.access_token) ?? ''
  const [header = '', payload = '', signature = ''] = access.split('.')
  const claims = Buffer.from(payload, 'base64url').toString('utf8')
  const encode = (value: string) => Buffer.from(value).toString('base64url')
  const bearers: Readonly<Record<string, string>> = {
    good: access,
    garbage: 'garbage',
    tampered: `${header}.${encode(claims.replace('DK12345674', 'DK99000007'))}.${signature}`,
    unsigned: `${encode('{"alg":"none","typ":"at+jwt"}')}.${payload}.`,
    'id-token': text(tokens.id_token) ?? '',
    'refresh-token': text(tokens.refresh_token) ?? '',
    'without-scope': await accessToken(scene, 'openid subscriptions'),
    'other-stage': access,
  }
  for (const [name, token] of Object.entries(bearers)) await observe(scene, name, bearer(token))
  await observe(scene, 'nothing', {})
  await observe(scene, 'lower-case', { headers: { authorization: `bearer ${access}` } })
  await observe(scene, 'post', { ...bearer(access), method: 'POST' })
  await later(scene, 301, () => observe(scene, 'expired', bearer(access)))
  scene.observation.json('api.in-query', await scene.http.send(`${apiAddress(scene)}?access_token=${access}`))
  const elsewhere = apiAddress(scene).replace('/merchants/me', '/invoices')
  scene.observation.json('api.elsewhere', await scene.http.send(elsewhere, bearer(access)))
}

async function accessToken(scene: Scene, scope: string): Promise<string> {
  return text((await freshTokens(scene, { parameters: { scope } })).access_token) ?? ''
}

function bearer(token: string): Sent {
  return { headers: { authorization: `Bearer ${token}` } }
}

async function observe(scene: Scene, name: string, sent: Sent): Promise<void> {
  const { http, observation } = scene
  const environment = name === 'other-stage' ? 'production-dk' : 'sandbox-dk'
  observation.json(`api.${name}`, await http.send(apiAddress(scene, environment), sent))
}
