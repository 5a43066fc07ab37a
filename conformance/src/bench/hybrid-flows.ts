import { createHash, randomBytes } from 'node:crypto'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'

/** A provider to be measured, and a client that it knows. */
export interface MeasuredProvider {
  readonly authorize: string
  readonly token: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Requests of one flow: authorize, redeem, refresh. Five signatures: one, two and two. */
export const requestsPerFlow = 3

/**
 * Runs complete hybrid flows, several at once.
 * @returns flows a second.
 */
export async function measureFlows(provider: MeasuredProvider, flows: number, atOnce: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  let left = flows
  const started = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      let cookie = ''
      while (left > 0) {
        left -= 1
        cookie = await hybridFlow(provider, agent, cookie)
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return flows / seconds
}

/** One flow of one browser. @returns its cookies, by which it stays signed in. */
async function hybridFlow(provider: MeasuredProvider, agent: Agent, cookie: string): Promise<string> {
  const { clientId: client_id, clientSecret: client_secret, redirectUri: redirect_uri } = provider
  const code_verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    client_id,
    redirect_uri,
    response_type: 'code id_token',
    response_mode: 'fragment',
    scope: 'openid offline_access invoice',
    prompt: 'consent',
    state: randomBytes(16).toString('base64url'),
    nonce: randomBytes(16).toString('base64url'),
    code_challenge: createHash('sha256').update(code_verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const asked = await send(`${provider.authorize}?${query}`, agent, { cookie })
  const code = new URLSearchParams(asked.headers.location?.split('#')[1]).get('code')
  if (!code) throw new Error(`No code: ${asked.status} ${asked.headers.location} ${asked.body.slice(0, 300)}`)
  const client = { client_id, client_secret }
  const redeemed = await tokens(provider, agent, {
    ...client,
    grant_type: 'authorization_code',
    code,
    redirect_uri,
    code_verifier,
  })
  await tokens(provider, agent, { ...client, grant_type: 'refresh_token', refresh_token: redeemed.refresh_token ?? '' })
  return cookiesOf(asked) || cookie
}

async function tokens(
  { token }: MeasuredProvider,
  agent: Agent,
  form: Record<string, string>,
): Promise<Record<string, string>> {
  const answer = await send(
    token,
    agent,
    { 'content-type': 'application/x-www-form-urlencoded' },
    new URLSearchParams(form),
  )
  const body = JSON.parse(answer.body) as Record<string, string>
  const isJwt = body.access_token?.split('.').length === 3
  if (answer.status !== 200 || !body.id_token || !body.refresh_token || !isJwt)
    throw new Error(`No tokens: ${answer.body}`)
  return body
}

function cookiesOf({ headers }: Answer): string {
  return (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
}

function send(url: string, agent: Agent, headers: Record<string, string>, form?: URLSearchParams): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers, method: form ? 'POST' : 'GET' }, async (response) => {
      let body = ''
      for await (const chunk of response.setEncoding('utf8')) body += chunk
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
    })
    sent.on('error', reject)
    sent.end(form?.toString())
  })
}
