import { generateKeyPairSync } from 'node:crypto'
import { testKeys } from '@mobilepay-oidc/fixtures'
import { answering, withHeader } from './support/altered-answers.ts'
import type { Defect } from './support/defect.ts'
import { reply } from './support/stand-in.ts'
import { type EditableKey, thumbprint } from './support/stand-in-keys.ts'

type Change = Defect['change']

const first =
  (change: (key: EditableKey) => EditableKey): Change =>
  (provider) => {
    const [key, ...others] = provider.keys
    provider.keys = [...(key ? [change(key)] : []), ...others]
  }

const [, secondTestKey] = testKeys.sandbox
const certificateOf = (key: EditableKey) => [key.x5c].flat().map(String)

/** A key of that curve beside the others, its first coordinate so many octets shorter. */
const curveKey =
  (namedCurve: string, alg: string, shorter: number): Change =>
  (provider) => {
    const { publicKey } =
      namedCurve === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve })
    const jwk = publicKey.export({ format: 'jwk' })
    const x = Buffer.from(String(jwk.x), 'base64url').subarray(shorter).toString('base64url')
    provider.keys.push({ ...jwk, x, kid: 'curve', use: 'sig', alg })
  }

/** A conditional request is answered by whether the condition holds. */
const conditional =
  (holds: (condition: string) => boolean): Change =>
  (provider) => {
    provider.jwksHeaders = { ...provider.jwksHeaders, etag: '"1"' }
    provider.intercept = ({ headers = {} }) =>
      headers['if-none-match'] !== undefined && holds(headers['if-none-match']) ? reply(304, '') : undefined
  }

const shortKey = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIB'

/** Defects of key sets that no list names, and their twins that are none. */
export const keyDefects: readonly Defect[] = [
  {
    check: 'K-01',
    defect: 'said to be in Latin 1',
    change: withHeader(/jwks$/, 'content-type', 'application/json; charset=iso-8859-1'),
    verdict: 'fail',
  },
  { check: 'K-05', defect: 'a private key in PEM', change: first((key) => ({ ...key, pem })), verdict: 'fail' },
  {
    check: 'K-05',
    defect: 'a private key within a key',
    change: first((key) => ({ ...key, former: [{ kty: 'RSA', d: 'AQAB' }] })),
    verdict: 'fail',
  },
  {
    check: 'K-05',
    defect: 'private keys beside the keys',
    change: answering(
      ({ url }) => url.endsWith('/jwks'),
      (text) => JSON.stringify({ ...JSON.parse(text), retired: [{ kty: 'RSA', d: 'AQAB' }] }),
    ),
    verdict: 'fail',
  },
  {
    check: 'K-05',
    defect: 'members that are no key’s',
    change: first((key) => ({ ...key, note: { d: 'a day', k: 'a thousand' }, pem: '-----BEGIN PUBLIC KEY-----' })),
    verdict: 'pass',
  },
  ...Object.entries({
    'P-256': 'ES256',
    'P-384': 'ES384',
    'P-521': 'ES512',
    secp256k1: 'ES256K',
    ed25519: 'EdDSA',
  }).flatMap(([curve, alg]): readonly Defect[] => [
    { check: 'K-08', defect: `${curve} in full`, change: curveKey(curve, alg, 0), verdict: 'pass' },
    { check: 'K-08', defect: `${curve} without an octet`, change: curveKey(curve, alg, 1), verdict: 'fail' },
  ]),
  {
    check: 'K-09',
    defect: 'an operation twice',
    change: first((key) => ({ ...key, key_ops: ['verify', 'verify'] })),
    verdict: 'fail',
  },
  {
    check: 'K-09',
    defect: 'an operation once',
    change: first((key) => ({ ...key, key_ops: ['verify'] })),
    verdict: 'pass',
  },
  {
    check: 'K-09',
    defect: 'operations that are no list',
    change: first((key) => ({ ...key, key_ops: 'verify' })),
    verdict: 'fail',
  },
  {
    check: 'K-11',
    defect: 'a second certificate that is none',
    change: first((key) => ({ ...key, x5c: [...certificateOf(key), 'aGVsbG8='] })),
    verdict: 'fail',
  },
  {
    check: 'K-11',
    defect: 'a second certificate that certifies nothing',
    change: first((key) => ({ ...key, x5c: [...certificateOf(key), secondTestKey.certificate] })),
    verdict: 'fail',
  },
  {
    check: 'K-11',
    defect: 'a second certificate that certifies the first',
    change: first((key) => ({ ...key, x5c: [...certificateOf(key), ...certificateOf(key)] })),
    verdict: 'pass',
  },
  {
    check: 'K-11',
    defect: 'x5u by plain http',
    change: first((key) => ({ ...key, x5u: 'http://keys.example/a.pem' })),
    verdict: 'fail',
  },
  {
    check: 'K-11',
    defect: 'x5u by https and no certificate',
    change: (provider) => {
      provider.keys = provider.keys.map(({ x5c: _x5c, ...key }) => ({ ...key, x5u: 'https://keys.example/a.pem' }))
    },
    verdict: 'pass',
  },
  {
    check: 'K-15',
    defect: 'a new key under the kid of the previous one',
    change: (provider) => {
      provider.rotate = () => {
        const [former, next] = provider.keys
        provider.keys = [{ ...next, kid: former?.kid }, { ...next }]
        provider.signingKey = 1
      }
    },
    verdict: 'fail',
  },
  {
    check: 'K-18',
    defect: 'tokens of the new key under the kid of the previous one',
    change: (provider) => {
      const [former] = provider.keys
      provider.rotate = () => {
        provider.signingKey = 1
        provider.header = { kid: former?.kid }
      }
    },
    verdict: 'fail',
  },
  { check: 'K-19', defect: 'every condition holds', change: conditional(() => true), verdict: 'fail' },
  {
    check: 'K-19',
    defect: 'the condition with the ETag holds',
    change: conditional((tag) => tag === '"1"'),
    verdict: 'fixed',
  },
  {
    check: 'K-19',
    defect: 'an ETag that is no entity tag',
    change: (provider) => {
      conditional((tag) => tag === 'v1')(provider)
      provider.jwksHeaders = { ...provider.jwksHeaders, etag: 'v1' }
    },
    verdict: 'info',
  },
  {
    check: 'K-04',
    defect: 'one kid for two keys of a kind, another for keys of two kinds',
    change: (provider) => {
      const kinds = provider.keys.map((key, index) => ({ ...key, kid: `k${index}` }))
      provider.keys = [...kinds, ...kinds.slice(0, 1), { kty: 'EC', kid: 'k1' }]
    },
    verdict: 'fail',
    alsoFail: ['K-08', 'K-09', 'K-14', 'K-18'],
  },
  {
    check: 'K-06',
    defect: 'a short key without a name',
    change: first(({ kid: _kid, ...key }) => ({ ...key, n: shortKey.n })),
    verdict: 'fail',
    alsoFail: ['K-03', 'K-11', 'K-14'],
  },
  {
    check: 'K-10',
    defect: 'no algorithm with a public key',
    change: ({ document }) => {
      document.id_token_signing_alg_values_supported = ['HS256']
    },
    verdict: 'inapplicable',
    alsoFail: ['D-14'],
  },
  {
    check: 'K-12',
    defect: 'a certificate that cannot be read beside a thumbprint',
    change: first((key) => ({ ...key, x5c: ['-'] })),
    verdict: 'fail',
    alsoFail: ['K-11'],
  },
  {
    check: 'K-12',
    defect: 'a second certificate that is no base64',
    change: first((key) => ({ ...key, x5c: [...certificateOf(key), '-'] })),
    verdict: 'fail',
    alsoFail: ['K-11'],
  },
  ...Object.entries({ signing: '80', encipherment: '20' }).map(
    ([what, bits]): Defect => ({
      check: 'K-13',
      defect: `a certificate for ${what}, not as a critical demand`,
      change: first((key) => {
        const der = Buffer.from(certificateOf(key).join(), 'base64').toString('latin1')
        const usage = Buffer.from(`551d0f0408030600${bits}00000000`, 'hex').toString('latin1')
        const constraints = Buffer.from('551d130101ff040530030101ff', 'hex').toString('latin1')
        const certificate = Buffer.from(der.replace(constraints, usage), 'latin1').toString('base64')
        return { ...key, x5c: [certificate], x5t: thumbprint(certificate, 'sha1') }
      }),
      verdict: what === 'signing' ? 'pass' : 'warn',
    }),
  ),
  {
    check: 'K-14',
    defect: 'tokens without kid, and one key',
    change: (provider) => {
      provider.keys = provider.keys.slice(0, 1)
      provider.header = { kid: undefined }
    },
    verdict: 'pass',
    alsoFail: ['K-18'],
  },
]
