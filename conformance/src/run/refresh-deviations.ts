import { isObject } from './json-values.ts'
import { bothGenerations as both, equals, type KnownDeviation, measured, upkeep } from './known-deviation.ts'

/** What R-27 finds; without a second client it can't try the last one. */
const revocationDifferences: Readonly<Record<string, string>> = {
  'token_type_hint access_token for a refresh token': '200, and the refresh token still works after that',
  'an unknown token_type_hint': '400 unsupported_token_type, and the refresh token still works after that',
  'a refresh token of another client': '200, and the refresh token still works after that',
}

/** What the checks of refresh and revocation are expected to find. */
export const refreshDeviations: readonly KnownDeviation[] = [
  {
    id: 'DEV-17',
    check: 'R-14',
    generations: both,
    reason: 'A replayed one-time refresh token is refused, and its successor stays good.',
    source: measured,
    status: 'predicted',
    ...upkeep,
    matches: equals({ replay: 'refused like an unknown refresh token', newest: '200 with an access token' }),
  },
  {
    id: 'DEV-18',
    check: 'R-19',
    generations: both,
    reason: 'scope at a refresh is ignored: all granted scopes come back.',
    source: measured,
    status: 'predicted',
    ...upkeep,
    matches: equals({ answer: '200 with an access token', added: [], lost: [] }),
  },
  {
    id: 'DEV-18',
    check: 'R-20',
    generations: both,
    reason: 'scope at a refresh is ignored: the granted scopes come back, and no more.',
    source: measured,
    status: 'predicted',
    ...upkeep,
    matches: equals({ answer: '200 with an access token', added: [], lost: [] }),
  },
  {
    id: 'DEV-27',
    check: 'R-25',
    generations: both,
    reason: 'Refresh ends with the consent; the API takes an access token until it expires, five minutes at most.',
    source: 'MobilePay developer FAQ, page 969',
    status: 'attested',
    ...upkeep,
    matches: equals({ refresh: 'refused like an unknown refresh token', apiAtOnce: 200, apiAfterExpiry: 401 }),
  },
  {
    id: 'DEV-21',
    check: 'R-27',
    generations: both,
    reason: 'A wrong or unknown token_type_hint revokes nothing, and nor does another client, who is answered 200.',
    source: measured,
    status: 'predicted',
    ...upkeep,
    matches: (actual) =>
      isObject(actual) && Object.entries(actual).every(([what, found]) => revocationDifferences[what] === found),
  },
]
