import type { Generation } from '@mobilepay-oidc/fixtures'
import { apiDeviations } from './api-deviations.ts'
import { authorizeDeviations } from './authorize-deviations.ts'
import { isObject } from './json-values.ts'
import { bothGenerations as both, equals, type KnownDeviation, measured, upkeep } from './known-deviation.ts'
import { merchantDeviations } from './merchant-deviations.ts'
import { refreshDeviations } from './refresh-deviations.ts'
import { tokenDeviations } from './token-deviations.ts'

export type { KnownDeviation } from './known-deviation.ts'

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
    id: 'DEV-19',
    check: 'C-10',
    generations: ['2024'],
    reason: 'iss is announced for authorization responses and never sent in the hybrid flow.',
    source: measured,
    status: 'predicted',
    ...upkeep,
    matches: (actual) => isObject(actual) && actual.announced === true && actual.received === null,
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
  ...authorizeDeviations,
  ...apiDeviations,
  ...refreshDeviations,
  ...merchantDeviations,
  ...tokenDeviations,
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
  {
    id: 'DEV-09',
    check: 'T-15',
    note: 'A wrong secret gives 400 and not 401; where it stood in the body both are right, so T-15 passes.',
  },
  {
    id: 'DEV-11',
    check: 'T-06',
    note: 'Access tokens live 300 seconds, as the samples have it; T-06 asks for just that, so it passes.',
  },
  {
    id: 'DEV-24',
    check: 'T-33',
    note: 'The wrong client spends a code in 2018 and not in 2024; T-33 asks for the refusal alone, so it passes.',
  },
  {
    id: 'DEV-12',
    check: 'R-22',
    note: 'Some pages ask for code_verifier at each refresh; the documented request has none, and the software ignores it.',
  },
  {
    id: 'DEV-20',
    check: 'C-03',
    note: 'The answer has the field scope, as MobilePay’s sample has it; C-03 tolerates it, so it passes.',
  },
  {
    id: 'DEV-03',
    check: 'A-34',
    note: 'A used nonce is refused, stricter than OpenID Connect; the check asks for just that of MobilePay, so it passes.',
  },
  {
    id: 'DEV-06',
    check: 'A-05',
    note: 'A missing response_type gives unsupported_response_type, which the check takes as well as invalid_request.',
  },
  {
    id: 'DEV-06',
    check: 'A-10',
    note: 'An unknown client gives unauthorized_client on the error page; the check asks for a page, so it passes.',
  },
  {
    id: 'DEV-07',
    check: 'A-26',
    note: 'Challenges of 43 to 128 characters are taken, as RFC 7636 says, so A-26 passes.',
  },
  {
    id: 'DEV-07',
    check: 'A-35',
    note: 'Nonces of up to 300 characters are taken, which is more than the check asks of others, so it passes.',
  },
  {
    id: 'DEV-25',
    check: 'A-11',
    note: 'The error page answers 200 and names the code alone; the check asks for a page without a way out, so it passes.',
  },
]

/** The entry that a check is expected to find in that generation, unless it has expired by that day (YYYY-MM-DD). */
export function deviationOf(check: string, generation: Generation, today: string): KnownDeviation | undefined {
  return knownDeviations.find(
    (entry) => entry.check === check && entry.generations.includes(generation) && today <= entry.expires,
  )
}
