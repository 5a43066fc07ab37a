import { bothGenerations, equals, type KnownDeviation, measured, upkeep } from './known-deviation.ts'

/** What the checks of the protected API are expected to find. */
export const apiDeviations: readonly KnownDeviation[] = [
  {
    id: 'DEV-29',
    check: 'P-09',
    generations: bothGenerations,
    reason: 'A 403 has no WWW-Authenticate, as the bearer handler of ASP.NET Core forbids without a challenge.',
    source: 'ASP.NET Core, JwtBearerHandler; MobilePay developer site, which describes no 403 beyond its status',
    status: 'predicted',
    ...upkeep,
    matches: equals({ withoutScope: 403, error: null }),
  },
  {
    id: 'DEV-27',
    check: 'P-17',
    generations: bothGenerations,
    reason: 'The API accepts an access token until it expires, at most five minutes after the consent was taken back.',
    source: 'MobilePay developer site, questions about revoked consents',
    status: 'attested',
    ...upkeep,
    matches: equals({ afterRevocation: 200, afterExpiry: 401 }),
  },
  {
    id: 'DEV-17',
    check: 'P-18',
    generations: bothGenerations,
    reason: 'A reused code revokes nothing.',
    source: measured,
    status: 'predicted',
    ...upkeep,
    matches: equals({ reusedCode: 'refused', accessTokenAfterwards: 200 }),
  },
]
