import { Type } from 'typebox'
import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { Fault, FaultContext } from '../fault.ts'
import type { Json } from '../points.ts'
import { attackerKid, attackerRsaJwk, thumbprint } from './attacker-keys.ts'
import { edit } from './on-tokens.ts'

type Keys = readonly Json[]
type Change = (keys: Keys, context: FaultContext) => Keys | undefined
type Row = Pick<Fault, 'name' | 'breaks'> & Partial<Pick<Fault, 'spec' | 'expected' | 'ids' | 'parameters'>>

const endpoints: readonly EndpointLabel[] = ['jwks']
const rejected = 'The client refuses the ID token: no key verifies it.'
const unaffected = 'The client passes over the key and verifies with the right one.'
const found = 'A conformance suite finds it.'

function set(row: Row, change: Change): Fault {
  return {
    spec: 'RFC 7517 4, 5',
    expected: found,
    ...row,
    group: 'keys',
    endpoints,
    at: {
      'key-set': ({ keys }, context) => {
        const changed = change(keys, context)
        return changed && { keys: changed }
      },
    },
  }
}

/** Changes every key. */
function each(row: Row, change: (key: Json) => Json): Fault {
  return set(row, (keys) => keys.map(change))
}

const without = (name: string) => (key: Json) => {
  const { [name]: _dropped, ...others } = key
  return others
}
const giving = (name: string, value: (before: unknown) => unknown) => (key: Json) => ({
  ...key,
  [name]: value(key[name]),
})
const added = (keys: Keys, key: Json) => [...keys, key]

/** Removes, or turns into something of another type, each member that verifying needs. */
const memberFaults: readonly Fault[] = (['kty', 'n', 'e'] as const).flatMap((name) => [
  each(
    { name: `key-${name}-missing`, breaks: `The keys have no ${name}.`, spec: 'RFC 7518 6.3.1', expected: rejected },
    without(name),
  ),
  each(
    { name: `key-${name}-null`, breaks: `${name} of the keys is null.`, spec: 'RFC 7518 6.3.1', expected: rejected },
    giving(name, () => null),
  ),
  each(
    {
      name: `key-${name}-number`,
      breaks: `${name} of the keys is a number.`,
      spec: 'RFC 7518 6.3.1',
      expected: rejected,
    },
    giving(name, () => 65537),
  ),
])

const kidFaults: readonly Fault[] = [
  each(
    { name: 'keys-kid-missing', breaks: 'Neither of two keys has a kid.', spec: 'OIDCC 10.1', ids: ['PD-017'] },
    without('kid'),
  ),
  each(
    {
      name: 'keys-kid-duplicated',
      breaks: 'All keys have the same kid.',
      spec: 'RFC 7517 4.5',
      expected: 'The client tries each, or refuses; it never takes a token that no key verifies.',
    },
    giving('kid', () => 'the-same'),
  ),
  each(
    { name: 'keys-kid-number', breaks: 'kid is a number.', spec: 'RFC 7517 4.5', expected: rejected },
    giving('kid', () => 42),
  ),
  each(
    { name: 'keys-kid-lower-case', breaks: 'kid is in lower case.', spec: 'RFC 7517 4.5', expected: rejected },
    giving('kid', (kid) => String(kid).toLowerCase()),
  ),
]

const strengthFaults: readonly Fault[] = [
  each(
    {
      name: 'keys-rsa-1024',
      breaks: 'The keys have 1024 bits.',
      spec: 'RFC 7518 3.3',
      ids: ['PD-020'],
      expected: rejected,
    },
    giving('n', (n) => Buffer.from(String(n), 'base64url').subarray(0, 128).toString('base64url')),
  ),
  each(
    {
      name: 'keys-exponent-1',
      breaks: 'The exponent is 1.',
      spec: 'RFC 8017 3.1',
      ids: ['PD-021'],
      expected: rejected,
    },
    giving('e', () => 'AQ'),
  ),
  each(
    { name: 'keys-exponent-even', breaks: 'The exponent is 65536.', spec: 'RFC 8017 3.1', expected: rejected },
    giving('e', () => 'AQAA'),
  ),
  each(
    { name: 'keys-modulus-padded', breaks: 'n is padded.', spec: 'RFC 7518 2, 6.3.1', ids: ['PD-022'] },
    giving('n', (n) => `${String(n)}==`),
  ),
  each(
    { name: 'keys-modulus-base64', breaks: 'n is base64 instead of base64url.', spec: 'RFC 7518 2, 6.3.1' },
    giving('n', (n) => Buffer.from(String(n), 'base64url').toString('base64')),
  ),
  each(
    { name: 'keys-modulus-leading-zero', breaks: 'n begins with a zero octet.', spec: 'RFC 7518 6.3.1' },
    giving('n', (n) => Buffer.concat([Buffer.alloc(1), Buffer.from(String(n), 'base64url')]).toString('base64url')),
  ),
  each(
    { name: 'keys-modulus-wrong', breaks: 'n is another key’s.', spec: 'OIDCC 10.1', expected: rejected },
    giving('n', () => attackerRsaJwk().n),
  ),
]

const useFaults: readonly Fault[] = [
  each(
    { name: 'keys-use-encryption', breaks: 'The keys are for encryption.', spec: 'RFC 7517 4.2', expected: rejected },
    giving('use', () => 'enc'),
  ),
  each(
    {
      name: 'keys-use-missing',
      breaks: 'The keys do not say what they are for.',
      spec: 'RFC 7517 4.2; OIDD 3',
      expected: 'The client verifies with them.',
    },
    without('use'),
  ),
  each(
    {
      name: 'keys-alg-missing',
      breaks: 'The keys do not say their alg.',
      spec: 'RFC 7517 4.4',
      expected: 'The client verifies with them.',
    },
    without('alg'),
  ),
  each(
    { name: 'keys-alg-other', breaks: 'The keys are for RS512.', spec: 'RFC 7517 4.4', expected: rejected },
    giving('alg', () => 'RS512'),
  ),
  each(
    {
      name: 'keys-kty-unknown',
      breaks: 'The keys are of a kind that nobody knows.',
      spec: 'RFC 7517 4.1',
      expected: rejected,
    },
    giving('kty', () => 'XYZ'),
  ),
  each(
    { name: 'keys-kty-ec', breaks: 'RSA keys call themselves elliptic.', spec: 'RFC 7517 4.1', expected: rejected },
    giving('kty', () => 'EC'),
  ),
  each({ name: 'keys-private-leaked', breaks: 'The keys have a private exponent.', spec: 'RFC 7517 9.2' }, (key) => ({
    ...key,
    d: 'cHJpdmF0ZSBleHBvbmVudA',
  })),
  each(
    { name: 'keys-x5t-wrong', breaks: 'x5t is another certificate’s thumbprint.', spec: 'RFC 7517 4.8' },
    giving('x5t', () => thumbprint('another certificate')),
  ),
  each(
    {
      name: 'keys-x5t-missing',
      breaks: 'The keys have no x5t.',
      spec: 'RFC 7517 4.8',
      expected: 'The client verifies with them.',
    },
    without('x5t'),
  ),
  each(
    {
      name: 'keys-x5c-missing',
      breaks: 'The keys bring no certificate.',
      spec: 'RFC 7517 4.7',
      expected: 'The client verifies with them.',
    },
    without('x5c'),
  ),
  set(
    { name: 'keys-x5c-of-other-key', breaks: 'Each key brings the other one’s certificate.', spec: 'RFC 7517 4.7' },
    (keys) => keys.map((key, index) => ({ ...key, x5c: keys.at(index - 1)?.x5c })),
  ),
  each(
    { name: 'keys-x5c-garbage', breaks: 'The certificates are none.', spec: 'RFC 7517 4.7' },
    giving('x5c', () => ['bm8gY2VydGlmaWNhdGU=']),
  ),
]

const setFaults: readonly Fault[] = [
  set({ name: 'keys-empty', breaks: 'The set is empty.', ids: ['MR-099'], expected: rejected }, () => []),
  set(
    {
      name: 'keys-signing-key-missing',
      breaks: 'The key that signs is not in the set.',
      spec: 'OIDCC 10.1',
      expected: rejected,
    },
    ([, ...others]) => others,
  ),
  set(
    { name: 'keys-symmetric', breaks: 'A symmetric key is in the set.', spec: 'RFC 7517 9.2', ids: ['PD-028'] },
    (keys) => added(keys, { kty: 'oct', kid: 'symmetric', k: 'bW9ja2VkLXNlY3JldA', alg: 'HS256' }),
  ),
  set(
    {
      name: 'keys-unparsable-beside',
      breaks: 'A key that nobody can read is in the set.',
      spec: 'RFC 7517 5',
      expected: unaffected,
      ids: ['oidcc-client-test-ignores-unparseable-key-in-jwks'],
    },
    (keys) => [{ kty: 'RSA', use: 'sig', kid: 'unreadable', n: '?', e: '?' }, ...keys],
  ),
  set(
    {
      name: 'keys-unknown-kind-beside',
      breaks: 'A key of a kind to come is in the set.',
      spec: 'RFC 7517 5',
      expected: unaffected,
    },
    (keys) => [{ kty: 'AKP', use: 'sig', kid: 'to-come', pub: 'AA', alg: 'ML-DSA-44' }, ...keys],
  ),
  set({ name: 'keys-null-beside', breaks: 'null is in the set.', spec: 'RFC 7517 5' }, (keys) => [
    null as unknown as Json,
    ...keys,
  ]),
  set({ name: 'keys-foreign-key-added', breaks: 'Somebody else’s key is in the set.', spec: 'RFC 7517 5' }, (keys) =>
    added(keys, { ...attackerRsaJwk(), use: 'sig', alg: 'RS256', kid: attackerKid }),
  ),
  set(
    {
      name: 'keys-reordered',
      breaks: 'The keys come in reverse.',
      spec: 'RFC 7517 5',
      expected: 'The client finds its key by kid.',
    },
    (keys) => keys.toReversed(),
  ),
  set(
    {
      name: 'keys-hundred',
      breaks: 'A hundred keys are in the set.',
      spec: 'RFC 7517 5',
      expected: 'The client finds its key by kid.',
    },
    (keys) => [
      ...Array.from({ length: 98 }, (_, index) => ({
        ...attackerRsaJwk(),
        use: 'sig',
        alg: 'RS256',
        kid: `more-${index}`,
      })),
      ...keys,
    ],
  ),
  set(
    { name: 'keys-flap', breaks: 'Every second answer lacks the key that signs.', spec: 'OIDCC 10.1.1' },
    (keys, { memory, exchange }) => {
      const asked = Number(memory.get(exchange.stage) ?? 0) + 1
      memory.set(exchange.stage, asked)
      return asked % 2 === 0 ? keys.slice(1) : keys
    },
  ),
]

const document = (
  name: string,
  breaks: string,
  body: (text: string) => string,
  ids: readonly string[] = [],
): Fault => ({
  name,
  group: 'keys',
  breaks,
  spec: 'RFC 7517 5; RFC 8259 4',
  expected: 'The client refuses the key set and verifies nothing with it.',
  ids,
  endpoints,
  at: { reply: (reply) => (reply.status === 200 ? { ...reply, body: body(reply.body) } : undefined) },
})

const documentFaults: readonly Fault[] = [
  document('keys-member-missing', 'The document has no keys.', () => '{}'),
  document('keys-member-object', 'keys is an object.', (text) =>
    text.replace(/^\{"keys":\[(.*)\]\}$/, '{"keys":{"0":$1}}').replace(/\},\{"kty"/g, '},"1":{"kty"'),
  ),
  document('keys-member-null', 'keys is null.', () => '{"keys":null}'),
  document(
    'keys-member-duplicated',
    'The document has two members keys, the last one empty.',
    (text) => `${text.slice(0, -1)},"keys":[]}`,
  ),
  document('keys-bare-array', 'The keys are not in an object.', (text) => text.slice('{"keys":'.length, -1)),
]

const parameters = Type.Object(
  {
    set: Type.Record(Type.String(), Type.Unknown(), { default: {}, description: 'Members to set, with their values.' }),
    remove: Type.Array(Type.String(), { default: [], description: 'Members to take away.' }),
    index: Type.Integer({ minimum: 0, default: 0, description: 'Which key; the first one signs.' }),
  },
  { additionalProperties: false },
)

/** The key set. */
export const keyFaults: readonly Fault[] = [
  ...memberFaults,
  ...kidFaults,
  ...strengthFaults,
  ...useFaults,
  ...setFaults,
  ...documentFaults,
  set(
    {
      name: 'key-members-set',
      breaks: 'One key of the set has other members.',
      expected: 'It depends on what was set.',
      parameters,
    },
    (keys, context) =>
      keys.map((key, index) => (index === context.parameters.index ? edit(key, context.parameters) : key)),
  ),
]
