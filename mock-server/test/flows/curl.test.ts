import { expect, test } from 'vitest'
import { startMockServer } from '../../src/index.ts'
import { shops } from '../support/people.ts'
import { describeWith, program } from '../support/require.ts'
import { runExample } from '../support/run-example.ts'

describeWith([program('bash'), program('curl'), program('openssl')], 'curl, unmodified', () => {
  const rows = [
    { environment: 'sandbox-dk', responseMode: 'form_post', generation: '2024', merchant: shops.anna },
    { environment: 'sandbox-dk', responseMode: 'fragment', generation: '2018', merchant: shops.anna },
    { environment: 'sandbox-fi', responseMode: 'form_post', generation: '2018', merchant: shops.aino },
    { environment: 'sandbox-fi', responseMode: 'fragment', generation: '2024', merchant: shops.aino },
  ] as const

  for (const { environment, responseMode, generation, merchant } of rows) {
    test(`${environment}, ${responseMode}, generation ${generation}`, async () => {
      await using mock = await startMockServer({ consent: 'auto', generation })
      const script = runExample('bash', 'curl/flow.sh', [environment, responseMode], { MOCK_URL: mock.url })
      const { exitCode, output, errors } = await script.finished()
      expect(errors).toBe('')
      expect(exitCode).toBe(0)
      const steps = output
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 12).trim())
      expect(steps).toEqual(['discovery', 'authorize', 'callback', 'id token', 'tokens', 'refresh', 'merchant'])
      expect(output).toMatch(/refresh +OneTime/)
      expect(output.endsWith(` ${merchant.merchantId}\n`)).toBe(true)
      expect(output, 'tokens are masked').not.toMatch(/[\w-]{64}|integrator-secret/)
    })
  }

  test('a ReUse client keeps its refresh token, and MERCHANT_VAT chooses the merchant', async () => {
    await using mock = await startMockServer({ consent: 'auto' })
    const script = runExample('bash', 'curl/flow.sh', [], {
      MOCK_URL: mock.url,
      CLIENT_ID: 'integrator-reuse',
      CLIENT_SECRET: 'integrator-reuse-secret',
      MERCHANT_VAT: shops.boBicycles.vat,
    })
    const { output } = await script.finished()
    expect(output).toMatch(/refresh +ReUse/)
    expect(output.endsWith(` ${shops.boBicycles.merchantId}\n`)).toBe(true)
  })

  test('says what is wrong', async () => {
    await using mock = await startMockServer()
    const run = (environment: Record<string, string>, ...args: string[]) =>
      runExample('bash', 'curl/flow.sh', args, { MOCK_URL: mock.url, ...environment }).finished()
    expect(await run({})).toMatchObject({ exitCode: 1, errors: expect.stringContaining('--consent auto') })
    expect(await run({ CLIENT_ID: 'nobody' })).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('refused'),
    })
    expect(await run({}, 'sandbox-se')).toMatchObject({ exitCode: 2, errors: expect.stringContaining('sandbox-se') })
  })
})
