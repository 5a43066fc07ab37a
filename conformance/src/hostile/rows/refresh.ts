import { accepted, type HostileRow, rejected, unmet } from '../hostile-row.ts'
import { all, claim, fromTable, type Table } from './from-table.ts'

const missing = (name: string) => claim('id-token-claim-missing', name)
const tokenHash = claim('id-token-access-token-hash', 'at_hash')
const oneTime = accepted('The client uses each refresh token once, and always the newest.')

const opaque = accepted('To a client a refresh token is opaque.')

const idToken: Table = {
  ...all('iss-wrong, iss-trailing-slash', claim('id-token-issuer', 'iss')),
  'iss-missing': missing('iss'),
  'sub-missing': missing('sub'),
  'sub-of-other-user': claim('id-tokens-differ', 'sub'),
  'aud-wrong': claim('id-token-audience', 'aud'),
  'aud-missing': missing('aud'),
  'aud-single-in-array': accepted('One audience may stand in an array (OIDCC 2).'),
  'azp-wrong': claim('id-token-audience', 'azp'),
  'exp-past': claim('id-token-time', 'exp'),
  'exp-missing': missing('exp'),
  'iat-missing': missing('iat'),
  'iat-future': claim('id-token-time', 'iat'),
  'iat-unchanged': { expect: claim('id-token-time', 'iat'), early: true, secondsBefore: 7200 },
  'nbf-future': claim('id-token-time', 'nbf'),
  'auth-time-changed': claim('id-tokens-differ', 'auth_time'),
  'nonce-changed': claim('id-tokens-differ', 'nonce'),
  'nonce-kept': { expect: accepted('It is that of the login (OIDCC 12.2).'), early: true },
  'at-hash-missing': accepted('at_hash is optional (OIDCC 12.2).'),
  ...all('at-hash-wrong, at-hash-of-other-token, at-hash-whole, at-hash-right-half, at-hash-sha384', tokenHash),
  ...all('at-hash-sha512, at-hash-hex, at-hash-padded, at-hash-null, at-hash-empty', tokenHash),
  ...all('at-hash-number, at-hash-array', tokenHash),
  ...all('signature-bit-flipped, payload-edited, signed-by-unknown-key', rejected('id-token-signature')),
  'alg-none': rejected('id-token-algorithm'),
  ...all('kid-missing, kid-unknown', rejected('signing-key-unknown')),
}

const others: Table = {
  'refresh-token-old-returned': accepted('What came is stored; when it is refused the client asks for consent.'),
  ...all('refresh-token-not-rotated, refresh-token-replay-accepted, refresh-replay-ends-family', oneTime),
  'refresh-token-of-another-client-accepted': unmet('The client sends its own refresh tokens.'),
  ...all('refresh-token-short, refresh-token-sequential, refresh-token-illegal-characters', opaque),
  // MobilePay documents a verifier for refreshes, which RFC 7636 knows none of; its provider ignores it.
  'refresh-verifier-required': rejected('connection-needs-consent'),
  'refresh-refused': rejected('connection-needs-consent', { reason: 'refused-by-provider' }),
  'refresh-without-refresh-token': accepted('The old one is kept (RFC 6749 6).'),
  'refresh-without-id-token': accepted('A refresh needs none (OIDCC 12.2).'),
  'refresh-access-token-unchanged': unmet('It takes the access token of an earlier refresh, and there was none.'),
  'refresh-scope-widened': accepted('Granted is what answer and access token both name.'),
  'refresh-scope-narrowed': accepted('The connection says which scopes it has.'),
  ...all('refresh-switches-merchant, refresh-loses-merchant', rejected('merchant-mismatch')),
  'refresh-token-scope-widened': accepted('Granted is what answer and access token both name.'),
  'refresh-user-changes': claim('access-token-invalid', 'sub'),
}

/** The answer to a refresh. */
export const refreshRows: readonly HostileRow[] = [
  ...fromTable({ scenario: 'refresh' }, idToken, { prefix: 'refreshed-id-token-' }),
  ...fromTable({ scenario: 'refresh' }, others),
]
