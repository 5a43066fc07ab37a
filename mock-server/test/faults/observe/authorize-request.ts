import { createHash, randomBytes } from 'node:crypto'
import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import { encodeForm, type Form } from './http.ts'
import { addressOf, type Scene } from './scene.ts'

export interface AuthorizeRequest {
  readonly environment: EnvironmentName
  readonly clientId: string
  readonly redirectUri: string
  readonly verifier: string
  readonly challenge: string
  readonly nonce: string
  readonly state: string
  readonly form: Form
  readonly url: string
}

export interface AuthorizeOptions {
  readonly environment?: EnvironmentName
  readonly clientId?: string
  /** Parameters beside the usual ones or in their place; undefined leaves one out. */
  readonly parameters?: Form
  /** Stands behind the query as it is, for what is repeated. */
  readonly rest?: string
}

export const redirectUri = 'http://127.0.0.1:7890/'
/** Registered for the observed worlds' clients beside the seeds' own. */
export const registeredWithQuery = 'https://integrator.example/callback/tenant?id=7'

/** An authorization request as the documents ask for it; its state has characters that must be escaped. */
export function authorizeRequest(scene: Scene, options: AuthorizeOptions = {}): AuthorizeRequest {
  const { environment = 'sandbox-dk', clientId = 'integrator', parameters = {}, rest = '' } = options
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const nonce = `N-${randomBytes(16).toString('hex')}`
  const state = `s+%2B &"><b>'${randomBytes(16).toString('hex')}`
  const form: Form = {
    response_type: 'code id_token',
    response_mode: 'fragment',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid offline_access invoice subscriptions',
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    nonce,
    merchant_vat: 'DK12345674',
    ...parameters,
  }
  const endpoint = addressOf(scene, 'authorization', environment)
  const url = `${endpoint}?${encodeForm(form)}${rest}`
  const sentUri = form.redirect_uri ?? redirectUri
  return { environment, clientId, redirectUri: sentUri, verifier, challenge, nonce, state, form, url }
}
