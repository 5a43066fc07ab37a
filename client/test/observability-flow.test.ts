import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { connect, discover, startInvoice, useSimulator } from './support/harness.ts'
import { clientSecret, mePath, merchantId, type Reply } from './support/simulator.ts'

const held = useSimulator()
const operations = ['discovery', 'jwks', 'consent', 'callback', 'token', 'refresh', 'revoke', 'api']
const cleanups: (() => void)[] = []

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

interface Ended {
  readonly operation: string
  readonly attributes: Record<string, unknown>
}

/** Operations that have ended, in that order. */
function listen(): Ended[] {
  const seen: Ended[] = []
  for (const operation of operations) {
    const channel = `tracing:mobilepay:${operation}:asyncEnd`
    const handler = (message: unknown) => void seen.push(structuredClone(message) as Ended)
    subscribe(channel, handler)
    cleanups.push(() => unsubscribe(channel, handler))
  }
  return seen
}

describe('a whole flow, watched', () => {
  it('shows every operation with OpenTelemetry’s names', async () => {
    const seen = listen()
    const { client, connection } = await connect(held.mobilepay)
    const answers: Reply[] = [
      [401, ''],
      [503, ''],
    ]
    held.mobilepay.faults.apiReply = () => answers.shift()
    await client.merchant(merchantId).fetch(mePath)
    await connection.refresh()
    expect(seen.map(({ operation }) => operation)).toEqual([
      'discovery',
      'consent',
      'jwks',
      'token',
      'callback',
      'token',
      'refresh',
      'api',
      'token',
      'refresh',
    ])
    expect(seen.find(({ operation }) => operation === 'token')?.attributes).toEqual({
      'mobilepay.environment': 'sandbox-dk',
      'mobilepay.grant_type': 'authorization_code',
      'server.address': 'api.sandbox.mobilepay.dk',
      'server.port': 443,
      'http.response.status_code': 200,
    })
    expect(seen.find(({ operation }) => operation === 'api')?.attributes).toEqual({
      'mobilepay.environment': 'sandbox-dk',
      'mobilepay.connection': merchantId,
      'mobilepay.correlation_id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'mobilepay.refreshed': true,
      'server.address': 'api.sandbox.mobilepay.dk',
      'server.port': 443,
      'url.path': mePath,
      'http.request.method': 'GET',
      'http.request.resend_count': 1,
      'http.response.status_code': 200,
    })
  })

  it('shows and logs no secret, token, code or VAT number', async () => {
    const seen = listen()
    const lines: string[] = []
    const { client } = await connect(held.mobilepay, { debug: (line) => void lines.push(line) })
    await client
      .merchant(merchantId)
      .fetch(`${mePath}?token=canary`)
      .catch(() => {})
    await client
      .merchant(merchantId)
      .fetch('/x/DK12345674/canary.canary@y')
      .catch(() => {})
    held.mobilepay.faults.tokenReply = [400, { error: 'invalid_grant', error_description: 'canary' }]
    const consent = await startInvoice(client)
    const answer = await held.mobilepay.authorize(consent.url)
    await client.completeConsent(answer, consent).catch(() => {})
    const text = `${inspect(seen, { depth: 9 })}\n${lines.join('\n')}`
    const forms = held.mobilepay.seen.map(({ body }) => new URLSearchParams(body))
    const sent = forms.flatMap((form) => ['code', 'code_verifier', 'refresh_token'].map((name) => form.get(name)))
    const secrets = [
      clientSecret,
      'canary',
      'DK12345674',
      consent.state,
      consent.nonce,
      ...sent.filter((x) => x !== null),
    ]
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text).not.toMatch(/eyJ[\w-]{8}/)
    expect(lines.map((line) => JSON.parse(line).mobilepay)).toContain('callback')
    expect(lines.at(-1)).toContain('"error.type":"code-refused"')
  })

  it('is not logged unless asked for', async () => {
    const lines: string[] = []
    await discover({ debug: (line) => void lines.push(line) })
    await discover({ debug: false })
    expect(lines).toHaveLength(1)
  })
})
