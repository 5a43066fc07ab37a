import { inspectJwt } from '../../flow/tokens.ts'
import { canonical } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext, JsonObject } from '../check-context.ts'
import { keyBringers } from '../id-token/header.ts'
import { atHashProblems, untestableHash } from './at-hash.ts'
import { type Compared, type IdTokenRow, idTokenCheck } from './id-token-row.ts'
import { signatureProblems } from './signature-problems.ts'

const spec = 'OIDCC 12.2'
/** Seconds by which clocks of a provider's nodes may differ. */
const leeway = 2

const rows: readonly IdTokenRow[] = [
  {
    id: 'R-04',
    title: 'The ID token of a refresh comes from the same issuer, under its signature',
    spec,
    level: 'MUST',
    expected: 'iss as in the first ID token, and a signature of a published key',
    remedy: 'Name the issuer as in the first ID token, and sign with a published key.',
    problems: async (compared, context) => [
      ...sameClaim('iss', compared),
      ...sameInAccessToken('iss', compared),
      ...algorithmProblems(compared),
      ...keyBringers.filter((name) => name in compared.idToken.header).map((name) => `${name} is in the header`),
      ...(await signatureProblems(context, compared.idToken)),
    ],
  },
  {
    id: 'R-05',
    title: 'The tokens of a refresh are for the same user',
    spec,
    level: 'MUST',
    expected: 'sub as in the first tokens',
    remedy: 'Keep sub: a refresh goes on for the user who consented.',
    problems: (compared) => [...sameClaim('sub', compared), ...sameInAccessToken('sub', compared)],
  },
  {
    id: 'R-06',
    title: 'The ID token of a refresh is for the same client',
    spec,
    level: 'MUST',
    expected: 'the aud of the first one',
    remedy: 'Keep the audience.',
    problems(compared, { environment }) {
      const { original, refreshed } = compared
      const audience = new Set(listOf(refreshed.aud))
      return [
        ...listOf(original.aud)
          .filter((member) => !audience.has(member))
          .map(() => `aud ${refreshed.aud === undefined ? 'is missing' : 'lacks what it had'}`),
        ...(listOf(refreshed.aud).some((member) => !listOf(original.aud).includes(member) && original.aud !== undefined)
          ? ['aud has what it lacked']
          : []),
        ...(environment ? [...sameInAccessToken('aud', compared), ...sameInAccessToken('client_id', compared)] : []),
      ]
    },
  },
  {
    id: 'R-07',
    title: 'The times of a refreshed ID token are those of the refresh',
    spec,
    level: 'MUST',
    expected: 'iat of the refresh, and exp that much later',
    remedy: 'Set iat, nbf and exp when the ID token is issued.',
    problems: timeProblems,
  },
  {
    id: 'R-08',
    title: 'The ID token of a refresh tells of the first login: auth_time stays',
    spec,
    level: 'MUST',
    expected: 'auth_time, acr, amr and idp as in the first ID token, where they are there',
    remedy: 'A refresh is no login: keep what is said of it.',
    problems: (compared) => [
      ...authTimeProblems(compared),
      ...['acr', 'amr', 'idp'].flatMap((claim) => (claim in compared.refreshed ? sameClaim(claim, compared) : [])),
      ...sameInAccessToken('auth_time', compared),
    ],
  },
  {
    id: 'R-09',
    title: 'The ID token of a refresh has no nonce, or the first one',
    spec,
    level: 'SHOULD',
    severity: 'fail',
    expected: 'no nonce, or that of the authorization request',
    remedy: 'Leave nonce out.',
    problems: ({ original, refreshed }) =>
      refreshed.nonce === undefined || refreshed.nonce === original.nonce ? [] : ['nonce is not that of the request'],
  },
  {
    id: 'R-10',
    title: 'azp of a refreshed ID token is as in the first one',
    spec,
    level: 'MUST',
    expected: 'azp as in the first ID token, and none where that had none',
    remedy: 'Keep azp as it was.',
    problems: (compared) => sameClaim('azp', compared),
  },
  {
    id: 'R-11',
    title: 'at_hash of a refreshed ID token fits the new access token',
    spec: 'OIDCC 3.1.3.8',
    level: 'MUST',
    expected: 'the left half of the hash of the access token in the same answer',
    remedy: 'Compute at_hash from the access token that is sent along.',
    problems: ({ idToken, answer, before }) => {
      const first = before.idToken && atHashProblems(before.idToken, before.accessToken ?? '')
      // Where the first one does not fit either, I-20 says so.
      return first?.length ? [] : atHashProblems(idToken, answer.accessToken ?? '')
    },
    silent: ({ idToken }) => untestableHash(idToken),
  },
]

/** the ID token of a refresh beside the one that the code brought. */
export const idToken: readonly CheckDefinition[] = rows.map(idTokenCheck)

function sameClaim(
  claim: string,
  { original, refreshed }: Pick<Compared, 'original' | 'refreshed'>,
): readonly string[] {
  return difference(claim, original, refreshed).map((what) => `${claim} ${what}`)
}

/** Where both access tokens can be read and have the claim. */
function sameInAccessToken(claim: string, { before, answer }: Compared): readonly string[] {
  const [old = {}, fresh = {}] = [before, answer].map(({ accessToken }) => inspectJwt(accessToken ?? '').claims)
  if (!(claim in old) || Object.keys(fresh).length === 0) return []
  return difference(claim, old, fresh).map((what) => `${claim} of the access token ${what}`)
}

function difference(claim: string, original: JsonObject, refreshed: JsonObject): readonly string[] {
  const [was, is] = [original[claim], refreshed[claim]]
  if (canonical(was) === canonical(is)) return []
  if (is === undefined) return ['is missing']
  return [was === undefined ? 'is new' : 'has changed']
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value].flat()
}

function algorithmProblems({ before, idToken: { header } }: Compared): readonly string[] {
  const { alg } = before.idToken?.header ?? {}
  return header.alg === alg ? [] : [`alg is ${String(header.alg)}, that of the first ID token was ${String(alg)}`]
}

function timeProblems({ previous, refreshed, seconds }: Compared, { environment }: CheckContext): readonly string[] {
  const { iat, exp, nbf } = refreshed
  if (typeof iat !== 'number' || typeof previous.iat !== 'number') return ['iat is no number']
  const later = iat - previous.iat
  return [
    ...(later >= 1 && later <= seconds + leeway
      ? []
      : [
          `iat is ${later} seconds after that of the ID token before, which was issued at most ${Math.ceil(seconds)} before`,
        ]),
    ...(typeof exp === 'number' && exp > iat ? [] : ['exp is not after iat']),
    ...(typeof exp === 'number' && hasLagged(exp - Number(previous.exp), later, environment !== undefined)
      ? ['exp has not moved with iat']
      : []),
    ...(nbf === undefined || (typeof nbf === 'number' && nbf <= iat + leeway) ? [] : ['nbf is after iat']),
  ]
}

/** Other providers may end a token with the session; then it lives for less. */
function hasLagged(moved: number, later: number, isExact: boolean): boolean {
  return isExact ? Math.abs(moved - later) > leeway : moved <= 0
}

/** Where the first ID token has none, a refresh may tell it; but not a time after that token was issued. */
function authTimeProblems(compared: Compared): readonly string[] {
  const { original, refreshed } = compared
  if ('auth_time' in original) return sameClaim('auth_time', compared)
  const isNew = Number(refreshed.auth_time) > Number(original.iat)
  return isNew ? ['auth_time is after the first ID token was issued'] : []
}
