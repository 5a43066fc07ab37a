import type { Generation } from '@mobilepay-oidc/fixtures'
import { canonical, isObject } from './json-values.ts'

/** Where MobilePay's provider is known to differ from what a check demands. */
export interface KnownDeviation {
  readonly id: string
  readonly check: string
  readonly generations: readonly Generation[]
  readonly reason: string
  readonly source: string
  /** `predicted` until a run against the sandbox confirms what was measured on the provider's software. */
  readonly status: 'attested' | 'predicted'
  /** The day (UTC) after which the entry excuses nothing and is to be looked at again. */
  readonly expires: string
  readonly owner: string
  /** Whether what a check found is this deviation, and no other failure of the same check. */
  matches(actual: unknown): boolean
}

const both: readonly Generation[] = ['2018', '2024']
const measured = 'recordings of Duende IdentityServer 6.2 and IdentityServer4 2.5.4'
const upkeep = { expires: '2028-12-31', owner: 'conformance maintainers' } as const
const equals = (expected: unknown) => (actual: unknown) => canonical(actual) === canonical(expected)

/** The baseline: one entry for each check that is expected to find the deviation. */
export const knownDeviations: readonly KnownDeviation[] = [
  {
    id: 'DEV-01',
    check: 'D-05',
    generations: both,
    reason: 'The issuer is an identifier on the API host, a prefix of no discovery address.',
    source: 'MobilePay developer site, OpenID pages; document captured in January 2024',
    status: 'attested',
    ...upkeep,
    matches: equals('https://api.mobilepay.dk/merchant'),
  },
  {
    id: 'DEV-05',
    check: 'D-27',
    generations: both,
    reason: 'MobilePay switched UserInfo off.',
    source: 'document captured in January 2024',
    status: 'attested',
    ...upkeep,
    matches: equals(null),
  },
  {
    id: 'DEV-08',
    check: 'D-17',
    generations: both,
    reason: 'The document lists plain although no client may use it.',
    source: `document captured in January 2024; ${measured}`,
    status: 'attested',
    ...upkeep,
    matches: equals(['plain', 'S256']),
  },
  {
    id: 'DEV-19',
    check: 'D-22',
    generations: ['2024'],
    reason: 'iss is announced for authorization responses and never sent in the hybrid flow.',
    source: measured,
    status: 'predicted',
    ...upkeep,
    matches: equals({ announced: true, received: null }),
  },
  {
    id: 'DEV-22',
    check: 'D-25',
    generations: both,
    reason: 'The discovery document answers GET alone and carries neither Cache-Control nor ETag.',
    source: measured,
    status: 'predicted',
    ...upkeep,
    matches: equals({ cacheControl: null, etag: null, statusOfHead: 405 }),
  },
  {
    id: 'DEV-22',
    check: 'K-15',
    generations: both,
    reason: 'The key set carries no Cache-Control.',
    source: measured,
    status: 'predicted',
    ...upkeep,
    matches: (actual) => isObject(actual) && actual.cacheControl === null && equals([])(actual.keysWithdrawn),
  },
  {
    id: 'DEV-22',
    check: 'K-19',
    generations: both,
    reason: 'The key set carries no ETag, so it cannot be asked for conditionally.',
    source: measured,
    status: 'predicted',
    ...upkeep,
    matches: equals({ etag: null }),
  },
]

/** A recorded deviation that no check of the suite is expected to find: kept so that nobody records it twice. */
export interface DeviationNote {
  readonly id: string
  readonly check: string
  readonly note: string
}

export const deviationNotes: readonly DeviationNote[] = [
  {
    id: 'DEV-02',
    check: 'D-08',
    note: 'The excerpt on the developer site lacks required members; the captured document has them, so D-08 passes.',
  },
]

/** The entry that a check is expected to find in that generation, unless it has expired by that day (YYYY-MM-DD). */
export function deviationOf(check: string, generation: Generation, today: string): KnownDeviation | undefined {
  return knownDeviations.find(
    (entry) => entry.check === check && entry.generations.includes(generation) && today <= entry.expires,
  )
}
