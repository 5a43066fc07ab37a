import { createHash, randomBytes } from 'node:crypto'

/** Stands for your own code: connects a merchant, and refreshes. */
export interface Integration {
  refresh(): Promise<'refreshed' | 'connect again'>
}

const redirectUri = 'http://127.0.0.1:7890/'
const client = { client_id: 'integrator', client_secret: 'integrator-secret' }

interface Discovery {
  readonly authorization_endpoint: string
  readonly token_endpoint: string
}

interface Tokens {
  readonly refresh_token?: string
}

/** Walks the hybrid flow. The mock consents by itself, so no browser is needed. */
export async function connect(discoveryUrl: string, merchantVat: string): Promise<Integration> {
  const discovery = (await (await fetch(discoveryUrl)).json()) as Discovery
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    response_type: 'code id_token',
    response_mode: 'fragment',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope: 'openid offline_access invoice',
    state: randomBytes(16).toString('hex'),
    nonce: randomBytes(16).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    merchant_vat: merchantVat,
  })
  const answer = await fetch(`${discovery.authorization_endpoint}?${query}`, { redirect: 'manual' })
  const fields = new URLSearchParams(new URL(answer.headers.get('location') ?? '').hash.slice(1))
  const ask = async (form: Record<string, string>): Promise<Tokens> => {
    const response = await fetch(discovery.token_endpoint, {
      method: 'POST',
      body: new URLSearchParams({ ...client, ...form }),
    })
    return (await response.json()) as Tokens
  }
  const code = fields.get('code') ?? ''
  let kept = await ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier })
  return {
    async refresh() {
      const renewed = await ask({ grant_type: 'refresh_token', refresh_token: kept.refresh_token ?? '' })
      if (renewed.refresh_token === undefined) return 'connect again'
      kept = renewed
      return 'refreshed'
    },
  }
}
