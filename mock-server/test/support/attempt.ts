import { createHash, randomBytes } from 'node:crypto'
import type { EnvironmentName } from '@mobilepay-oidc/fixtures'

export type ResponseMode = 'form_post' | 'fragment'

export interface AttemptOptions {
  readonly environment?: EnvironmentName
  readonly clientId?: string
  readonly responseMode?: ResponseMode
  readonly scope?: string
  readonly merchantVat?: string
  /** Parameters beside the usual ones, or in place of them; an undefined one is left out. */
  readonly parameters?: Readonly<Record<string, string | undefined>>
}

/** One authorization request as the documents ask for it, with what an integrator keeps for later. */
export interface Attempt {
  readonly environment: EnvironmentName
  readonly url: string
  readonly clientId: string
  readonly redirectUri: string
  readonly verifier: string
  readonly nonce: string
  readonly state: string
}

const random = () => randomBytes(32).toString('base64url')

/** Everything random is new, so that no two attempts disturb each other. */
export function makeAttempt(
  authorizationEndpoint: string,
  redirectUri: string,
  { environment = 'sandbox-dk', clientId = 'integrator', ...options }: AttemptOptions,
): Attempt {
  const [verifier, nonce, state] = [random(), random(), random()]
  const parameters: Record<string, string | undefined> = {
    response_type: 'code id_token',
    response_mode: options.responseMode ?? 'form_post',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: options.scope ?? 'openid offline_access invoice subscriptions',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    nonce,
    merchant_vat: options.merchantVat,
    ...options.parameters,
  }
  const given = Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  )
  return {
    environment,
    url: `${authorizationEndpoint}?${new URLSearchParams(given)}`,
    clientId,
    redirectUri: parameters.redirect_uri ?? redirectUri,
    verifier,
    nonce,
    state,
  }
}
