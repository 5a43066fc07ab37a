import { accepted, type HostileRow, rejected } from '../hostile-row.ts'
import { all, fromTable, type Table } from './from-table.ts'

const unknown = rejected('signing-key-unknown')
const unusable = (member: string) =>
  rejected('response-unexpected', { reason: 'not a usable JSON Web Key Set', member })
const decoded = accepted('It stands for the same number, and the signature is right.')
const notLookedAt = accepted('The key is found by kid; its certificate is not asked.')
const optional = accepted('The member is optional (RFC 7517 4).')
const passedOver = accepted('A key that is of no use is passed over (RFC 7517 5).')
const rotated = accepted('The set is asked for once more for an unknown kid (OIDCC 10.1.1).')

const table: Table = {
  ...all('key-kty-missing, key-kty-null, key-kty-number', unusable('keys/0/kty')),
  ...all('key-n-missing, key-n-null, key-n-number, key-e-missing, key-e-null, key-e-number', unknown),
  ...all('keys-rsa-1024, keys-exponent-1, keys-exponent-even', unknown),
  ...all('keys-kid-missing, keys-kid-duplicated, keys-kid-lower-case, keys-signing-key-missing', unknown),
  ...all('keys-use-encryption, keys-alg-other, keys-kty-unknown, keys-kty-ec, keys-rotated-without-overlap', unknown),
  'keys-kid-number': unusable('keys/0/kid'),
  ...all('keys-modulus-padded, keys-modulus-base64, keys-modulus-leading-zero', decoded),
  'keys-modulus-wrong': rejected('id-token-signature'),
  ...all('keys-use-missing, keys-alg-missing, keys-x5t-missing, keys-x5c-missing', optional),
  ...all('keys-x5t-wrong, keys-x5c-of-other-key, keys-x5c-garbage', notLookedAt),
  'keys-private-leaked': unusable('keys/0/d'),
  'keys-symmetric': unusable('keys/2/k'),
  ...all('keys-empty, keys-member-missing, keys-member-object, keys-member-null', unusable('keys')),
  'keys-member-duplicated': rejected('response-unexpected', { reason: 'there twice', member: 'keys' }),
  'keys-bare-array': unusable(''),
  'keys-null-beside': unusable('keys/0'),
  ...all('keys-unparsable-beside, keys-unknown-kind-beside, keys-foreign-key-added', passedOver),
  ...all('keys-reordered, keys-hundred', accepted('The key is found by kid.')),
  'keys-flap': accepted('The set is kept for five minutes.'),
  'key-members-set': { expect: unusable('keys/0/kid'), parameters: { set: { kid: 7 } } },
  'keys-rotated-before-signing': { expect: rotated, withoutCall: true },
  'keys-rotated-between-flows': { expect: rotated, withoutCall: true },
  'keys-foreign-key-after-unknown-kid': rejected('id-token-algorithm'),
  'kid-absent-single-key': { expect: accepted('One key needs no name (OIDCC 10.1).'), withoutCall: true },
}

/** The key set, as the ID token of the callback is checked with it. */
export const keyRows: readonly HostileRow[] = fromTable({ scenario: 'consent' }, table)
