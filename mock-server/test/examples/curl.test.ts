import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { describeWith, program } from '../support/require.ts'
import { runExample } from '../support/run-example.ts'
import { secretsIn } from './support/secrets.ts'

describeWith([program('bash'), program('curl'), program('openssl')], 'examples/curl', () => {
  let mock: MockServer
  beforeAll(async () => {
    mock = await startMockServer({ consent: 'auto' })
  })
  afterAll(() => mock.close())

  const front = 'before any token request'
  const rows = [
    ['front-id-token-iss-wrong', 'the ID token has another issuer', front],
    ['front-id-token-aud-wrong', 'the ID token is for another client', front],
    ['front-id-token-nonce-wrong', 'the ID token answers another request', front],
    ['front-id-token-nonce-missing', 'the ID token answers another request', front],
    ['front-id-token-c-hash-wrong', 'the ID token is not bound to the code', front],
    ['front-id-token-exp-past', 'the ID token has expired', front],
    ['front-id-token-signature-bit-flipped', 'the signature of the ID token is wrong', front],
    ['front-id-token-payload-edited', 'the signature of the ID token is wrong', front],
    ['front-id-token-alg-none', 'the signature of the ID token is wrong', front],
    ['front-id-token-alg-hs256-public-key', 'the signature of the ID token is wrong', front],
    ['front-id-token-kid-unknown', 'no published key has signed the ID token', front],
    ['callback-state-wrong', 'the state is not that of the request', front],
    ['callback-code-swapped', 'the ID token is not bound to the code', front],
    ['callback-id-token-missing', 'no code: the answer has none', front],
    ['discovery-issuer-mismatch', 'the issuer is not MobilePay’s', front],
    ['back-id-token-sub-of-other-user', 'the two ID tokens differ: sub', 'after it'],
    ['back-id-token-nonce-wrong', 'the two ID tokens differ: nonce', 'after it'],
    ['back-id-token-signed-by-unknown-key', 'the signature of the ID token is wrong', 'after it'],
    ['back-id-token-iss-wrong', 'the ID token has another issuer', 'after it'],
    ['refresh-refused', 'the merchant has to consent again', 'after two'],
    ['api-token-refused', 'merchants/me refused the token', 'after two'],
  ] as const

  test.each(rows)('ends at %s: %s', async (fault, message, when) => {
    using world = mock.createWorld({ consent: 'auto' })
    await world.faults.add({ fault })
    const { exitCode, output, errors } = await runExample('bash', 'curl/flow.sh', [], {
      MOCK_URL: world.url,
    }).finished()
    expect(errors).toContain(message)
    expect(exitCode).toBe(1)
    expect(secretsIn(output + errors)).toEqual([])
    const asked = when === front ? 0 : when === 'after it' ? 1 : 2
    expect((await world.journal.count({ endpoint: 'token' })).count).toBe(asked)
  })
})
