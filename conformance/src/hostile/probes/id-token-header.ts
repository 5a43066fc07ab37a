import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { testKeys } from '@mobilepay-oidc/fixtures'
import { accepted, rejected } from '../hostile-row.ts'
import { type DraftChange, type IdTokenTable, idTokenRows, withHeader } from './on-id-token.ts'

const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 })
const byAttacker = async (input: Buffer) => sign('sha256', input, attacker.privateKey)
const attackerJwk = { ...attacker.publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }
const [stranger] = testKeys.production
const byStranger = async (input: Buffer) => sign('sha256', input, { key: { ...stranger.privateKey }, format: 'jwk' })

const header = (name: string) => rejected('id-token-malformed', { header: name })
const algorithm = rejected('id-token-algorithm')
const signature = rejected('id-token-signature')
const unknownKey = rejected('signing-key-unknown')
const ignored = accepted('Members that are not understood are ignored (RFC 7515 4).')
const bringing =
  (members: object, sign = byAttacker): DraftChange =>
  ({ header: given }) => ({ header: { ...given, ...members }, sign })
const unsigned =
  (alg: string): DraftChange =>
  ({ header: given }) => ({ header: { ...given, alg }, sign: async () => Buffer.alloc(0) })
const secretOf = (clientId: string) => `${clientId}-secret`

const table: IdTokenTable = {
  'key-in-jwk': { expect: signature, change: bringing({ jwk: attackerJwk }) },
  'key-in-jwk-without-kid': { expect: unknownKey, change: bringing({ jwk: attackerJwk, kid: undefined }) },
  'key-in-x5c': { expect: signature, change: bringing({ x5c: [stranger.certificate] }, byStranger) },
  'key-in-jwk-and-jku': {
    expect: signature,
    change: bringing({ jwk: attackerJwk, jku: 'https://attacker.example/jwks' }),
  },
  'kid-object': { expect: unknownKey, change: withHeader({ kid: { kid: 'x' } }) },
  'kid-in-array': { expect: unknownKey, change: ({ header: given }) => ({ header: { ...given, kid: [given.kid] } }) },
  'kid-prototype': { expect: unknownKey, change: withHeader({ kid: '__proto__' }) },
  'kid-with-space': {
    expect: unknownKey,
    change: ({ header: given }) => ({ header: { ...given, kid: `${given.kid} ` } }),
  },
  'alg-with-space': { expect: algorithm, change: withHeader({ alg: 'RS256 ' }) },
  'alg-hs256-client-secret': {
    of: ['refreshed-id-token'],
    expect: algorithm,
    change: ({ header: given, clientId }) => ({
      header: { ...given, alg: 'HS256' },
      sign: async (input) => createHmac('sha256', secretOf(clientId)).update(input).digest(),
    }),
  },
  'alg-none-in-capitals': { expect: algorithm, change: unsigned('NONE') },
  'typ-access-token': { of: ['refreshed-id-token'], expect: header('typ'), change: withHeader({ typ: 'at+jwt' }) },
  'typ-logout-token': { expect: header('typ'), change: withHeader({ typ: 'logout+jwt' }) },
  'typ-array': { expect: header('typ'), change: withHeader({ typ: ['JWT'] }) },
  'crit-known-claim': { expect: header('crit'), change: withHeader({ crit: ['exp'] }) },
  'zip-in-header': { expect: ignored, change: withHeader({ zip: 'DEF' }) },
  'header-duplicated-kid': {
    expect: rejected('id-token-malformed', { part: 'header', repeated: 'kid' }),
    change: ({ header: given }) => ({ headerText: JSON.stringify(given).replace('{', '{"kid":"another",') }),
  },
  'signature-of-other-token': {
    expect: signature,
    change: ({ sign: own }) => ({ sign: (input) => own(Buffer.concat([input, Buffer.from('x')])) }),
  },
  'signature-with-nul-behind': {
    expect: signature,
    change: ({ sign: own }) => ({ sign: async (input) => Buffer.concat([await own(input), Buffer.alloc(1)]) }),
  },
}

/** Headers that bring keys of their own or name them nearly right, and signatures that are none. */
export const idTokenHeaders = idTokenRows(table)
