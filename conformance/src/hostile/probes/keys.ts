import { testKeys } from '@mobilepay-oidc/fixtures'
import { accepted, type HostileRow, rejected } from '../hostile-row.ts'
import { inText, type Json, type ProbeEntry, probeRow } from './probe.ts'

type Keys = readonly Json[]
interface KeysEntry extends ProbeEntry {
  readonly change?: (keys: Keys) => Keys
  /** Changes the JSON, where its writing matters. */
  readonly text?: (json: string) => string
}

const unknown = rejected('signing-key-unknown')
const unusable = (name: string) =>
  rejected('response-unexpected', { reason: 'not a usable JSON Web Key Set', member: name })
const twice = (name: string) => rejected('response-unexpected', { reason: 'there twice', member: name })
const optional = accepted('The member says nothing against verifying with the key (RFC 7517 4).')
const passedOver = accepted('A key that is of no use is passed over (RFC 7517 5).')
const decoded = accepted('It stands for the same number, and the signature is right.')
const each = (members: (key: Json) => Json) => (keys: Keys) => keys.map((key) => ({ ...key, ...members(key) }))
const inFullWidth = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)
const [{ privateKey }] = testKeys.production
const stranger = { kty: 'RSA', use: 'sig', alg: 'RS256', n: privateKey.n, e: privateKey.e }
/** Of RFC 7517 A.1. */
const elliptic = {
  kty: 'EC',
  use: 'sig',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
}

const keySets: Readonly<Record<string, KeysEntry>> = {
  'kid-with-space': { expect: unknown, change: each(({ kid }) => ({ kid: `${kid} ` })) },
  'kid-look-alike': {
    expect: unknown,
    change: each(({ kid }) => ({ kid: String(kid).replace(/[A-Z]/, inFullWidth) })),
  },
  'use-in-capitals': { expect: unknown, change: each(() => ({ use: 'SIG' })) },
  'use-array': { expect: unknown, change: each(() => ({ use: ['sig'] })) },
  'alg-in-small-letters': { expect: unknown, change: each(() => ({ alg: 'rs256' })) },
  'alg-null': { expect: unknown, change: each(() => ({ alg: null })) },
  'key-ops-sign': { expect: unknown, change: each(() => ({ key_ops: ['sign'] })) },
  'key-ops-empty': { expect: unknown, change: each(() => ({ key_ops: [] })) },
  'key-ops-twice': { expect: unknown, change: each(() => ({ key_ops: ['verify', 'verify'] })) },
  'key-ops-numbers': { expect: unknown, change: each(() => ({ key_ops: [1] })) },
  'ext-text': { expect: optional, change: each(() => ({ ext: 'no' })) },
  'oth-member': { expect: unusable('keys/0/oth'), change: each(() => ({ oth: [] })) },
  'x5u-elsewhere': { expect: optional, change: each(() => ({ x5u: 'https://attacker.example/certificate' })) },
  'same-kid-of-a-stranger-first': {
    expect: unknown,
    change: (keys) => [...keys.map(({ kid }) => ({ ...stranger, kid })), ...keys],
  },
  'same-kid-of-another-kind': {
    expect: accepted('Keys of different kinds may share a kid (RFC 7517 4.5).'),
    change: (keys) => [{ ...elliptic, kid: keys[0]?.kid }, ...keys],
  },
  'exponent-huge': {
    expect: rejected(['id-token-signature', 'signing-key-unknown']),
    change: each(({ n }) => ({ e: `${String(n).slice(0, -4)}AAAB` })),
  },
  'modulus-huge': {
    expect: rejected(['id-token-signature', 'signing-key-unknown']),
    change: each(() => ({ n: Buffer.alloc(4096, 0xc7).toString('base64url') })),
  },
  'modulus-with-line-feeds': {
    expect: decoded,
    change: each(({ n }) => ({ n: String(n).replace(/(.{64})/g, '$1\n') })),
  },
  'keys-in-prototype': { expect: unusable('keys'), text: (json) => `{"__proto__":${json}}` },
  'keys-duplicated-right-last': { expect: twice('keys'), text: (json) => json.replace('{', '{"keys":[],') },
  'kid-duplicated-in-key': {
    expect: twice('kid'),
    text: (json) => json.replaceAll('{"kty"', '{"kid":"another","kty"'),
  },
  'keys-two-thousand': {
    expect: passedOver,
    change: (keys) => [...Array.from({ length: 2000 }, (_, index) => ({ kty: 'oct', kid: `x${index}` })), ...keys],
  },
}

/** Key sets that are nearly right, or odd. */
export const keyProbes: readonly HostileRow[] = Object.entries(keySets).map(([name, { change, text, ...entry }]) =>
  probeRow(`keys-${name.replace(/^keys-/, '')}`, { scenario: 'consent', endpoints: ['jwks'] }, entry, {
    ...(change && { 'key-set': ({ keys }) => ({ keys: change(keys) }) }),
    ...(text && inText(text)),
  }),
)
