import { equals, type KnownDeviation, measured, upkeep } from './known-deviation.ts'

/** What the checks of merchant_vat are expected to find. */
export const merchantDeviations: readonly KnownDeviation[] = [
  {
    id: 'DEV-15',
    check: 'M-10',
    generations: ['2018'],
    reason: 'Of a repeated parameter the first value counts, and the others are passed over.',
    source: measured,
    status: 'predicted',
    ...upkeep,
    matches: equals([
      'merchant_vat twice, alike: accepted (callback in the body)',
      'merchant_vat twice, the own one first: accepted (callback in the body)',
    ]),
  },
]
