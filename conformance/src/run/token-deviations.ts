import { bothGenerations as both, equals, type KnownDeviation, predicted } from './known-deviation.ts'

/** One problem or more, each of them of that form: how many there are depends on what a subject lets a suite try. */
function each(form: RegExp): KnownDeviation['matches'] {
  return (actual) => Array.isArray(actual) && actual.length > 0 && actual.every((problem) => form.test(String(problem)))
}

/** What the checks of the token endpoint are expected to find. */
export const tokenDeviations: readonly KnownDeviation[] = [
  {
    ...predicted({
      id: 'DEV-28',
      check: 'T-10',
      generations: ['2018'],
      reason: 'The token response has no scope, also where fewer scopes were granted than requested.',
      matches: (actual) =>
        Array.isArray(actual) &&
        actual.length === 1 &&
        /^after a consent without \w+: the request \(the answer has no scope\) has \w+, the access token does not$/.test(
          String(actual[0]),
        ),
    }),
    source: 'MobilePay developer site, sample requests of 2018',
    status: 'attested',
  },
  predicted({
    id: 'DEV-16',
    check: 'T-14',
    generations: both,
    reason: 'Of two client authentications the Basic header counts, and the body is not looked at.',
    matches: equals([
      'the same credentials by HTTP Basic and in the body: invalid_grant',
      'credentials by HTTP Basic, and another client_secret in the body: invalid_grant',
      'credentials by HTTP Basic, and another client_id in the body: invalid_grant',
    ]),
  }),
  predicted({
    id: 'DEV-09',
    check: 'T-16',
    generations: both,
    reason: 'Every error of the token endpoint is a 400, without a challenge.',
    matches: equals(['a wrong secret by HTTP Basic: 400 invalid_client', 'WWW-Authenticate is absent']),
  }),
  predicted({
    id: 'DEV-09',
    check: 'T-17',
    generations: ['2024'],
    reason: 'A request that names no client is called an invalid request.',
    matches: equals(['without client_id and client_secret: invalid_request']),
  }),
  predicted({
    id: 'DEV-06',
    check: 'T-18',
    generations: both,
    reason: 'A missing grant_type is called an unsupported one.',
    matches: equals(['without grant_type: unsupported_grant_type', 'with an empty grant_type: unsupported_grant_type']),
  }),
  predicted({
    id: 'DEV-06',
    check: 'T-21',
    generations: both,
    reason: 'A missing code is called an invalid one.',
    matches: equals(['without code: invalid_grant', 'with an empty code: invalid_grant']),
  }),
  predicted({
    id: 'DEV-17',
    check: 'T-25',
    generations: both,
    reason: 'A code that is used again revokes nothing.',
    matches: (actual) =>
      ['API 200', 'not tried'].some((api) =>
        equals({ refresh_token: '200 with an access token', access_token: api })(actual),
      ),
  }),
  predicted({
    id: 'DEV-06',
    check: 'T-26',
    generations: ['2018'],
    reason: 'Another redirect_uri is called an unauthorized client.',
    matches: each(/redirect_uri.*: unauthorized_client$/),
  }),
  predicted({
    id: 'DEV-06',
    check: 'T-27',
    generations: both,
    reason: 'A missing redirect_uri is called an unauthorized client.',
    matches: each(/^with(out| an empty) redirect_uri.*: unauthorized_client$/),
  }),
  predicted({
    id: 'DEV-30',
    check: 'T-36',
    generations: ['2018'],
    reason: 'A multipart body is read like a form.',
    matches: equals(['as multipart/form-data: 400 invalid_grant']),
  }),
  predicted({
    id: 'DEV-15',
    check: 'T-38',
    generations: ['2024'],
    reason: 'Values of a repeated parameter are joined with a comma; of client_id and client_secret the first counts.',
    matches: each(/^grant_type twice: unsupported_grant_type$|(?<!^grant_type twice): invalid_grant$/),
  }),
  predicted({
    id: 'DEV-15',
    check: 'T-38',
    generations: ['2018'],
    reason: 'Of a repeated parameter the first value counts.',
    matches: each(
      /: invalid_grant$|^a good (code|refresh_token)(, then another| twice): 200|^the right \w+, then another: 200/,
    ),
  }),
  predicted({
    id: 'DEV-10',
    check: 'T-44',
    generations: ['2024'],
    reason: 'Access tokens hold their scopes as an array.',
    matches: equals(['RFC 9068 2.2.3: scope is an array, not a string']),
  }),
  predicted({
    id: 'DEV-10',
    check: 'T-44',
    generations: ['2018'],
    reason: 'Access tokens are older than RFC 9068: typ JWT, no iat and jti, scopes as an array.',
    matches: equals([
      'RFC 9068 2.1: typ is "JWT", not at+jwt',
      'RFC 9068 2.2: iat is absent',
      'RFC 9068 2.2: jti is absent',
      'RFC 9068 2.2.3: scope is an array, not a string',
    ]),
  }),
]
