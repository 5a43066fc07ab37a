import { describe, expect, it } from 'vitest'
import { changeProblems, isForNobody, isTold, merchantProblems } from '../src/checks/merchant/merchant-seen.ts'

describe('the merchant of a token', () => {
  const nobody = { status: 403, apiId: undefined, claimId: undefined, claimVat: undefined, oddClaims: [] }
  const mine = { status: 200, apiId: 'A-1', claimId: 'a-1', claimVat: 'DK1', oddClaims: [] }

  it('is told by the API or by a claim, or there is none', () => {
    expect([isTold(nobody), isTold(mine), isTold({ ...nobody, status: 401 })]).toEqual([true, true, false])
    expect(
      [{ apiId: 'x' }, { claimId: 'x' }, { claimVat: 'x' }].map((one) => isTold({ ...nobody, status: 401, ...one })),
    ).toEqual([true, true, true])
    expect(
      [nobody, { ...nobody, claimId: 'x' }, { ...nobody, claimVat: 'x' }, { ...nobody, status: 401 }].map(isForNobody),
    ).toEqual([true, false, false, false])
  })

  it('is the one that was asked for, in every place', () => {
    expect(merchantProblems(mine, 'DK1')).toEqual([])
    expect(merchantProblems({ ...mine, claimVat: undefined }, 'DK1')).toEqual([])
    expect(merchantProblems(mine, 'DK2')).toHaveLength(1)
    expect(merchantProblems(nobody, 'DK1')).toHaveLength(1)
    expect(merchantProblems({ ...mine, apiId: 'b' }, 'DK1')).toHaveLength(1)
    expect(merchantProblems({ ...mine, apiId: undefined }, 'DK1')).toEqual([])
    expect(merchantProblems({ ...mine, oddClaims: ['merchant_id'] }, 'DK1')).toHaveLength(1)
  })

  it('does not change from token to token', () => {
    expect(changeProblems(mine, mine)).toEqual([])
    expect(changeProblems(mine, { ...mine, claimVat: undefined })).toEqual([
      'merchant_vat of the access token is missing',
    ])
    expect(changeProblems({ ...mine, claimVat: undefined }, mine)).toEqual(['merchant_vat of the access token is new'])
    expect(changeProblems(mine, { ...mine, apiId: 'b' })).toEqual(['MerchantId of merchants/me has changed'])
    expect(changeProblems(mine, { ...mine, status: 403 })).toEqual(['the status of merchants/me is 403, it was 200'])
  })
})
