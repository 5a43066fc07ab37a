import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { discover, startInvoice, useSimulator } from '../support/harness.ts'

useSimulator()

it('state, nonce and verifier are 256 random bits each, never the same and never each other', async () => {
  const client = await discover()
  const consents = await Promise.all(Array.from({ length: 1_000 }, () => startInvoice(client)))
  const secrets = consents.flatMap(({ state, nonce, codeVerifier }) => [state, nonce, codeVerifier])
  expect(new Set(secrets).size).toBe(3_000)
  const bytes = secrets.map((secret) => Buffer.from(secret, 'base64url'))
  expect(bytes.every(({ length }) => length === 32)).toBe(true)
  // Each of the 256 bits is set about every second time: 3,000 throws lie within 7 deviations of it.
  const ones = Array.from(
    { length: 256 },
    (_, bit) => bytes.filter((own) => ((own[bit >> 3] ?? 0) >> (bit & 7)) & 1).length,
  )
  expect(Math.min(...ones)).toBeGreaterThan(1_500 - 7 * 28)
  expect(Math.max(...ones)).toBeLessThan(1_500 + 7 * 28)
})

it('the address carries the challenge of the verifier, and not the verifier', async () => {
  const { url, codeVerifier, state, nonce } = await startInvoice(await discover())
  const challenge = createHash('sha256').update(codeVerifier).digest('base64url')
  expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({ code_challenge: challenge, state, nonce })
  expect(url).not.toContain(codeVerifier)
})
