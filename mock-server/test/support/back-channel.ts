import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import type { Attempt } from './attempt.ts'
import type { Scene } from './scene.ts'

export type Claims = Readonly<Record<string, unknown>>

/** What an endpoint of the back channel answered. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
  /** A member that the test relies on. @throws where it is no text, with what came instead. */
  text(member: string): string
}

export async function postForm(
  url: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' })
  const text = await response.text()
  const body = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>
  return {
    status: response.status,
    headers: response.headers,
    body,
    text(member) {
      const value = body[member]
      if (typeof value !== 'string') throw new Error(`No ${member} in ${response.status} ${text}`)
      return value
    },
  }
}

/** The token endpoint, asked as the attempt's client. */
export async function askForTokens(
  scene: Scene,
  { environment, clientId }: Pick<Attempt, 'environment' | 'clientId'>,
  form: Readonly<Record<string, string>>,
): Promise<Answer> {
  const { clientSecret } = scene.client(clientId)
  const endpoint = await scene.endpoint(environment, 'token_endpoint')
  return postForm(endpoint, { client_id: clientId, client_secret: clientSecret, ...form })
}

export function redeem(scene: Scene, attempt: Attempt, code: string): Promise<Answer> {
  return askForTokens(scene, attempt, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: attempt.redirectUri,
    code_verifier: attempt.verifier,
  })
}

export function refresh(
  scene: Scene,
  attempt: Pick<Attempt, 'environment' | 'clientId'>,
  token: string,
): Promise<Answer> {
  return askForTokens(scene, attempt, { grant_type: 'refresh_token', refresh_token: token })
}

/** The first API call that an integrator makes. */
export function merchantsMe({ mock }: Scene, environment: EnvironmentName, accessToken: string): Promise<Response> {
  return fetch(`${mock.environments[environment].apiUrl}/invoice-restapi/api/v1/merchants/me`, {
    headers: { authorization: `Bearer ${accessToken}`, 'x-ibm-client-id': 'app', 'x-ibm-client-secret': 'app-secret' },
  })
}

/** The claims of a JWT, unverified. */
export function claimsOf(jwt: string): Claims {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims
}
