/** What is wrong with a merchant VAT number, if anything. */
export type MerchantVatFault = 'format' | 'check-digit' | undefined

const cvrWeights = [2, 7, 6, 5, 4, 3, 2, 1]
const yTunnusWeights = [7, 9, 10, 5, 8, 4, 2]

/**
 * Looks at a VAT number as MobilePay's `merchant_vat` takes it: `DK` and a CVR number, or `FI` and a Y-tunnus without
 * its dash.
 */
export function merchantVatFault(vat: string): MerchantVatFault {
  if (!/^(DK|FI)[0-9]{8}$/.test(vat)) return 'format'
  const digits = [...vat.slice(2)].map(Number)
  return (vat.startsWith('DK') ? isCvr(digits) : isYTunnus(digits)) ? undefined : 'check-digit'
}

/** CVR: the weighted sum of all eight digits is a multiple of 11. */
function isCvr(digits: readonly number[]): boolean {
  return weightedSum(digits, cvrWeights) % 11 === 0
}

/** Y-tunnus: the eighth digit is 11 minus the remainder, or 0 for remainder 0; remainder 1 is never given out. */
function isYTunnus(digits: readonly number[]): boolean {
  const remainder = weightedSum(digits, yTunnusWeights) % 11
  return remainder !== 1 && digits[7] === (remainder === 0 ? 0 : 11 - remainder)
}

function weightedSum(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0)
}
