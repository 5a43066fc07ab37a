import type { Merchant, User } from '@mobilepay-oidc/fixtures'

const cvrWeights = [2, 7, 6, 5, 4, 3, 2]
const merchantsPerUser = 10

export interface People {
  readonly merchants: readonly Merchant[]
  readonly users: readonly User[]
}

/** Made-up Danish merchants, ten behind each user. */
export function people(count: number): People {
  const vats = cvrNumbers()
  const merchants = Array.from({ length: count }, (_, index): Merchant => {
    const number = String(index + 1).padStart(12, '0')
    const vat = vats.next().value ?? ''
    return { merchantId: `cccccccc-0000-4000-8000-${number}`, vat, country: 'DK', name: `Soak ${index + 1} (test)` }
  })
  const users = Array.from({ length: Math.ceil(count / merchantsPerUser) }, (_, index): User => {
    const own = merchants.slice(index * merchantsPerUser, (index + 1) * merchantsPerUser)
    const number = String(index + 1).padStart(12, '0')
    return {
      sub: `33333333-0000-4000-8000-${number}`,
      email: `soak-${index + 1}@soak.example`,
      password: `mock-soak-${index + 1}`,
      name: `Soak User ${index + 1}`,
      locale: 'da',
      merchants: own.map(({ merchantId }) => merchantId),
    }
  })
  return { merchants, users }
}

/** VAT numbers with a right check digit (modulus 11). */
function* cvrNumbers(): Generator<string, undefined> {
  for (let first = 9_100_000; first < 10_000_000; first += 1) {
    const digits = [...String(first)].map(Number)
    const sum = cvrWeights.reduce((total, weight, index) => total + weight * (digits[index] ?? 0), 0)
    const check = (11 - (sum % 11)) % 11
    if (check < 10) yield `DK${first}${check}`
  }
  return undefined
}
