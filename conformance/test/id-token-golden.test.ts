import { describe, expect, it } from 'vitest'
import type { CheckContext } from '../src/checks/check-context.ts'
import { type GoldenVectors, goldenChecks } from '../src/checks/id-token/golden.ts'
import samples from '../src/checks/id-token/golden-vectors.json' with { type: 'json' }

/** The checks ask nothing of the subject. */
const nobody = {} as CheckContext

async function judged(vectors: GoldenVectors) {
  const checks = goldenChecks(vectors)
  const outcomes = await Promise.all(checks.map(async ({ id, run }) => [id, await run(nobody)] as const))
  return Object.fromEntries(outcomes.map(([id, outcome]) => [id, 'actual' in outcome ? outcome : undefined]))
}

describe('the published samples', () => {
  it('validate, and the token that is not of its request is refused', async () => {
    const outcomes = await judged(samples)
    expect(outcomes['I-37']?.kind).toBe('pass')
    expect(outcomes['I-38']?.kind).toBe('pass')
  })

  it('are a c_hash, three at_hash, a challenge and the thumbprints of three keys', () => {
    expect(samples.halfHashes.map(({ claim }) => claim)).toEqual(['c_hash', 'at_hash', 'at_hash', 'at_hash'])
    expect([samples.challenges.length, samples.thumbprints.length]).toEqual([1, 3])
  })

  it.each<[string, GoldenVectors, string]>([
    [
      'hash',
      { ...samples, halfHashes: samples.halfHashes.map((one) => ({ ...one, value: `${one.value}x` })) },
      'c_hash',
    ],
    ['challenge', { ...samples, challenges: [{ verifier: 'another', challenge: 'x' }] }, 'code_challenge'],
    ['thumbprint', { ...samples, thumbprints: [{ kid: '42E9', x5t: 'QunK' }] }, 'x5t'],
  ])('that were changed are found: %s', async (_what, vectors, words) => {
    const outcome = (await judged(vectors))['I-37']
    expect(outcome?.kind).toBe('violation')
    expect(JSON.stringify(outcome?.actual)).toContain(words)
  })

  it.each([
    ['aud', { client_id: 'invoice.prodclient', nonce: samples.frontToken.request.nonce }],
    ['nonce', { client_id: samples.frontToken.request.client_id, nonce: samples.frontToken.claims.nonce }],
  ])('whose %s fits the request after all are no longer refused for it', async (claim, request) => {
    const outcome = (await judged({ ...samples, frontToken: { ...samples.frontToken, request } }))['I-38']
    expect(outcome).toMatchObject({
      kind: 'violation',
      actual: [`${claim} of the sample passes as that of the request`],
    })
  })
})
