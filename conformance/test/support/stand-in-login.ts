import { environments, testKeys } from '@mobilepay-oidc/fixtures'
import { importJWK, SignJWT } from 'jose'
import type { HttpResponse } from '../../src/subjects/http.ts'
import type { StandIn } from './stand-in.ts'

export type CallbackFields = Readonly<Record<string, string>>

/** An ID token under the key that signs now. */
export async function signIdToken(provider: StandIn, where: 'front' | 'back'): Promise<string> {
  const { stage } = environments[provider.environment]
  const key = testKeys[stage][provider.signingKey]
  if (!key) throw new Error('The stand-in has two keys.')
  const claims = { iss: environments[provider.environment].issuer.url, sub: 'anna', where, ...provider.claims }
  return new SignJWT(claims)
    .setProtectedHeader({
      alg: 'RS256',
      kid: `${key.sha1}${provider.generation === '2018' ? '' : 'RS256'}`,
      ...provider.header,
    })
    .sign(await importJWK(key.privateKey, 'RS256'))
}

export function formPage(action: string, fields: CallbackFields): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type='hidden' name='${name}' value='${value}' />`,
  )
  return `<html><body><form method='post' action='${action}'>${inputs.join('')}</form></body></html>`
}

export function redirect(location: string): HttpResponse {
  return { status: 302, headers: new Headers({ location }), body: new Uint8Array() }
}
