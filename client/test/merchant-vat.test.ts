import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merchantVatFault } from '../src/index.ts'
import { discover, useSimulator } from './support/harness.ts'

useSimulator()

const eightDigits = fc.stringMatching(/^[0-9]{8}$/)

describe('the merchant VAT number', () => {
  it.each(['DK12345674', 'FI99000114', 'DK99000007', 'FI01120389', 'FI20774740'])('%s is right', (vat) => {
    expect(merchantVatFault(vat)).toBeUndefined()
  })

  it('is right for every seeded merchant', async () => {
    const file = new URL('../../fixtures/seeds/merchants.json', import.meta.url)
    const merchants = JSON.parse(await readFile(file, 'utf8')) as readonly { vat: string }[]
    expect(merchants.map(({ vat }) => merchantVatFault(vat))).toEqual(merchants.map(() => undefined))
  })

  it.each(['DK12345678', 'FI99000115', 'FI00000011'])('%s has a wrong check digit', (vat) => {
    expect(merchantVatFault(vat)).toBe('check-digit')
  })

  it.each([
    'dk12345674',
    'DK-12345674',
    'SE12345674',
    'DK1234567',
    'DK123456745',
    ' DK12345674',
    'DK12345674\n',
    'DK١٢٣٤٥٦٧٤',
    '',
  ])('%j has a wrong form', (vat) => expect(merchantVatFault(vat)).toBe('format'))

  it('of Denmark never survives one wrong digit', () => {
    const change = fc.record({ digits: eightDigits, at: fc.nat(7), by: fc.integer({ min: 1, max: 9 }) })
    fc.assert(
      fc.property(change, ({ digits, at, by }) => {
        fc.pre(merchantVatFault(`DK${digits}`) === undefined)
        const wrong = (Number(digits[at]) + by) % 10
        expect(merchantVatFault(`DK${digits.slice(0, at)}${wrong}${digits.slice(at + 1)}`)).toBe('check-digit')
      }),
      { numRuns: 50 },
    )
  })

  it('of Finland has one right check digit at most', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{7}$/), (seven) => {
        const right = Array.from({ length: 10 }, (_, digit) => merchantVatFault(`FI${seven}${digit}`)).filter((f) => !f)
        expect(right.length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('with a wrong check digit is a warning, or an error where strict; a wrong form is always one', async () => {
    const scopes = ['invoice'] as const
    const lenient = await discover()
    const started = await lenient.startConsent({ merchantVat: 'DK12345678', scopes })
    expect(started.warnings).toMatchObject([{ code: 'merchant-vat-check-digit' }])
    const strict = await discover({ strictMerchantVat: true })
    await expect(strict.startConsent({ merchantVat: 'DK12345678', scopes })).rejects.toMatchObject({
      code: 'merchant-vat-check-digit',
    })
    await expect(lenient.startConsent({ merchantVat: 'DK-1', scopes })).rejects.toMatchObject({
      code: 'merchant-vat-format',
    })
  })

  it.each([[[]], [['openid']], [['Invoice']], [['invoice', 'profile']]])(
    'goes with known scopes only, not %j',
    async (scopes) => {
      const client = await discover()
      const request = { merchantVat: 'DK12345674', scopes: scopes as 'invoice'[] }
      await expect(client.startConsent(request)).rejects.toMatchObject({ code: 'scope-unknown' })
    },
  )
})
