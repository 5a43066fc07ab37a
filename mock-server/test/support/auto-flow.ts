import { createHash, randomBytes } from 'node:crypto'
import type { MockEnvironment } from '../../src/index.ts'

export interface FlowOptions {
  readonly nonce?: string
  readonly redeem?: boolean
  readonly clientId?: string
  readonly scope?: string
}

interface Endpoints {
  readonly authorization_endpoint: string
  readonly token_endpoint: string
}

async function endpointsOf({ discoveryUrl }: MockEnvironment): Promise<Endpoints> {
  return (await (await fetch(discoveryUrl)).json()) as Endpoints
}

/** A hybrid flow against a mock that consents by itself. */
export async function flowIn(environment: MockEnvironment, options: FlowOptions = {}) {
  const { nonce = randomBytes(12).toString('hex'), redeem: redeemNow = true, clientId = 'integrator' } = options
  const verifier = randomBytes(32).toString('base64url')
  const redirectUri = 'http://127.0.0.1:7890/'
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code id_token',
    response_mode: 'fragment',
    scope: options.scope ?? 'openid offline_access invoice',
    state: 'state',
    merchant_vat: 'DK12345674',
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const { authorization_endpoint } = await endpointsOf(environment)
  const asked = await fetch(`${authorization_endpoint}?${query}`, { redirect: 'manual' })
  const fields = new URLSearchParams(asked.headers.get('location')?.split('#')[1])
  const code = fields.get('code') ?? ''
  const redeem = async (where: MockEnvironment) => {
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }
    return postToken(where, { ...form, client_id: clientId, client_secret: `${clientId}-secret` })
  }
  const tokens = redeemNow ? ((await (await redeem(environment)).json()) as Record<string, string>) : {}
  return { code, fields, redeem, tokens }
}

export async function postToken(environment: MockEnvironment, form: Record<string, string>): Promise<Response> {
  const { token_endpoint } = await endpointsOf(environment)
  return fetch(token_endpoint, { method: 'POST', body: new URLSearchParams(form) })
}
