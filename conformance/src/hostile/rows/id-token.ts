import { accepted, type Expectation, type HostileRow, rejected } from '../hostile-row.ts'
import { all, claim, type Entry, fromTable, type Table } from './from-table.ts'

const unused = 'The client makes no use of the claim.'
const other = (name: string) =>
  accepted(`${name} says how the user logged in, which the client does not ask for.`, 'authentication-changed')
const header = (name: string) => rejected('id-token-malformed', { header: name })
const twice = (name: string) => rejected('id-token-malformed', { part: 'claims', repeated: name })
const malformed = (name: string) => claim('id-token-malformed', name)
const missing = (name: string) => claim('id-token-claim-missing', name)

/** Names of faults behind `front-id-token-` and `back-id-token-`. */
const ofBoth: Table = {
  ...all(
    'iss-wrong, iss-trailing-slash, iss-http, iss-upper-case, iss-of-other-stage',
    claim('id-token-issuer', 'iss'),
  ),
  ...all('iss-longer, iss-empty', claim('id-token-issuer', 'iss')),
  'iss-missing': missing('iss'),
  ...all('iss-null, iss-number, iss-array, iss-object', malformed('iss')),
  'sub-missing': missing('sub'),
  ...all('sub-too-long, sub-not-ascii, sub-null, sub-empty, sub-number, sub-array, sub-object', malformed('sub')),
  ...all('aud-wrong, aud-array-without-client, aud-extra, aud-two-without-azp', claim('id-token-audience', 'aud')),
  ...all('aud-upper-case, aud-of-access-token, aud-empty-array, aud-empty', claim('id-token-audience', 'aud')),
  'aud-missing': missing('aud'),
  ...all('aud-null, aud-number, aud-object', malformed('aud')),
  'aud-single-in-array': accepted('One audience may stand in an array (OIDCC 2).'),
  ...all('azp-wrong, azp-number, azp-null', claim('id-token-audience', 'azp')),
  'azp-right': accepted('It names this client.'),
  ...all('exp-past, exp-zero, exp-negative, exp-milliseconds, exp-in-ten-years', claim('id-token-time', 'exp')),
  'exp-missing': missing('exp'),
  ...all('exp-null, exp-string, exp-array, exp-object, exp-boolean', malformed('exp')),
  'exp-before-iat': accepted('It has expired by less than the clock tolerance.'),
  ...all('iat-future, iat-old, iat-milliseconds', claim('id-token-time', 'iat')),
  'iat-missing': missing('iat'),
  ...all('iat-null, iat-string, iat-array, iat-object', malformed('iat')),
  'nbf-future': claim('id-token-time', 'nbf'),
  ...all('nbf-null, nbf-string', malformed('nbf')),
  'nbf-missing': accepted('nbf is optional (RFC 7519 4.1.5).'),
  ...all('auth-time-old, auth-time-missing, auth-time-future', other('auth_time')),
  ...all('auth-time-null, auth-time-string, auth-time-array', malformed('auth_time')),
  ...all('nonce-wrong, nonce-of-other-session, nonce-lower-case, nonce-truncated', claim('id-token-nonce', 'nonce')),
  ...all(
    'nonce-padded, nonce-null, nonce-empty, nonce-number, nonce-array, nonce-object',
    claim('id-token-nonce', 'nonce'),
  ),
  'nonce-missing': missing('nonce'),
  's-hash-wrong': malformed('s_hash'),
  ...all('amr-string, amr-numbers, amr-null', other('amr')),
  'amr-missing': accepted(unused),
  'acr-number': accepted(unused),
  'claim-added': accepted('Claims that are not understood are ignored (OIDCC 2).'),
  'aud-duplicated': twice('aud'),
  'nonce-duplicated': twice('nonce'),
  'sub-duplicated': twice('sub'),
  ...all('claims-array, claims-not-json', rejected('id-token-malformed', { part: 'claims' })),
  'claims-empty': missing('iss'),
  ...all('signature-bit-flipped, payload-edited, signed-by-unknown-key', rejected('id-token-signature')),
  'signed-by-other-stage': rejected(['id-token-signature', 'signing-key-unknown']),
  'signature-empty': rejected('id-token-signature'),
  ...all('alg-none, alg-none-mixed-case, alg-none-signed', rejected('id-token-algorithm')),
  ...all('alg-hs256-public-key, alg-hs256-client-secret', rejected('id-token-algorithm')),
  ...all('alg-es256-key-in-header, alg-es256, alg-rs384, alg-rs512, alg-ps256', rejected('id-token-algorithm')),
  ...all('alg-missing, alg-null, alg-array, alg-lower-case', rejected('id-token-algorithm')),
  ...all(
    'two-parts, four-parts, encrypted-form, base64-padded, garbage',
    rejected('id-token-malformed', { part: 'the whole' }),
  ),
  ...all(
    'kid-missing, kid-unknown, kid-injection, kid-lower-case, kid-number, kid-null, kid-empty',
    rejected('signing-key-unknown'),
  ),
  'kid-of-other-key': rejected('id-token-signature'),
  ...all('crit-unknown, crit-empty', header('crit')),
  'b64-false': header('crit'),
  ...all('jku-elsewhere, x5u-elsewhere', rejected('signing-key-unknown')),
  'x5t-wrong': accepted('The key is found by kid; x5t is one more name of it (RFC 7515 4.1.7).'),
  'typ-access-token': header('typ'),
  'typ-missing': accepted('typ is optional (RFC 7519 5.1).'),
  'header-duplicated-alg': rejected('id-token-malformed', { part: 'header', repeated: 'alg' }),
  'header-not-json': rejected('id-token-malformed', { part: 'header' }),
}

const codeHash = claim('id-token-code-hash', 'c_hash')
const afterRedemption = (expect: Expectation): Entry => ({ expect, requests: { token: 1 } })

const ofFront: Table = {
  'sub-of-other-user': afterRedemption(claim('id-tokens-differ', 'sub')),
  'exp-beyond-skew': claim('id-token-time', 'exp'),
  'c-hash-missing': missing('c_hash'),
  ...all('c-hash-wrong, c-hash-of-other-code, c-hash-whole, c-hash-right-half, c-hash-sha384', codeHash),
  ...all('c-hash-sha512, c-hash-hex, c-hash-padded', codeHash),
  ...all('c-hash-null, c-hash-empty, c-hash-number, c-hash-array', malformed('c_hash')),
  'at-hash-of-nothing': accepted('No access token is beside it, so it says nothing.'),
  'email-leaked': accepted('Claims that are not understood are ignored; the client keeps nothing of it.'),
  replayed: { expect: rejected('id-token-nonce', { claim: 'nonce' }), flowsBefore: 1 },
}

const tokenHash = claim('id-token-access-token-hash', 'at_hash')

const ofBack: Table = {
  'sub-of-other-user': claim('id-tokens-differ', 'sub'),
  'auth-time-changed': other('auth_time'),
  'at-hash-missing': accepted('at_hash is optional beside a code (OIDCC 3.1.3.6).'),
  ...all('at-hash-wrong, at-hash-of-other-token, at-hash-whole, at-hash-right-half, at-hash-sha384', tokenHash),
  ...all('at-hash-sha512, at-hash-hex, at-hash-padded, at-hash-null, at-hash-empty', tokenHash),
  ...all('at-hash-number, at-hash-array', tokenHash),
  'c-hash-wrong': codeHash,
  'amr-changed': other('amr'),
}

const front = { scenario: 'consent' } as const
const back = { scenario: 'redeem', endpoint: 'token' } as const

/** ID tokens of the callback and of the token endpoint. */
export const idTokenRows: readonly HostileRow[] = [
  ...fromTable(front, { ...ofBoth, ...ofFront }, { prefix: 'front-id-token-' }),
  ...fromTable(back, { ...ofBoth, ...ofBack }, { prefix: 'back-id-token-' }),
  ...fromTable(front, {
    'sub-changes-every-login': accepted('A client that meets one login sees one user.'),
    'token-claims-set': {
      expect: claim('id-token-audience', 'aud'),
      parameters: { kind: 'front-id-token', set: { aud: 'another' } },
    },
    'token-header-set': { expect: header('typ'), parameters: { kind: 'front-id-token', set: { typ: 'at+jwt' } } },
  }),
]
