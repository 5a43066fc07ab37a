import { generateKeyPairSync } from 'node:crypto'
import { testKeys } from '@mobilepay-oidc/fixtures'
import type { Defect } from './support/defect.ts'
import { base, reply, type StandIn } from './support/stand-in.ts'
import { type EditableKey, thumbprint } from './support/stand-in-keys.ts'

const first = (change: (key: EditableKey) => void) => (provider: StandIn) => {
  const [key] = provider.keys
  if (key) change(key)
}
const each = (change: (key: EditableKey) => void) => (provider: StandIn) => provider.keys.forEach(change)
const firstWith = (members: EditableKey) => first((key) => Object.assign(key, members))
const eachWith = (members: EditableKey) => each((key) => Object.assign(key, members))
const eachWithout = (member: string) =>
  each((key) => {
    delete key[member]
  })
const headers = (more: Record<string, string>) => (provider: StandIn) => {
  provider.jwksHeaders = { ...provider.jwksHeaders, ...more }
}
/** Answers for the key set in its own way; `from` counts the fetches. */
const serve =
  (body: string, status = 200, from = 1) =>
  (provider: StandIn) => {
    let fetched = 0
    provider.intercept = ({ url }) => {
      if (!url.endsWith('/jwks')) return undefined
      fetched += 1
      return fetched >= from ? reply(status, body, provider.jwksHeaders) : undefined
    }
  }

const ecKey = {
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
  kid: 'ec',
  use: 'sig',
  alg: 'ES256',
}
const shortKey = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
const [, secondTestKey] = testKeys.sandbox
const modulus = String(secondTestKey.privateKey.n)
const uncertified = ['K-11']

/** Puts other bytes into the certificate of the first key; a thumbprint that fits keeps K-12 out of it. */
const recertified = (from: string, to: string) =>
  first((key) => {
    const der = Buffer.from(String(key.x5c), 'base64').toString('latin1').replace(from, to)
    const certificate = Buffer.from(der, 'latin1').toString('base64')
    Object.assign(key, { x5c: [certificate], x5t: thumbprint(certificate, 'sha1') })
  })
const latin1 = (hex: string) => Buffer.from(hex, 'hex').toString('latin1')
const basicConstraints = latin1('551d130101ff040530030101ff')
const keyUsageOfEncipherment = latin1('551d0f0101ff04050303072080')
const keyUsageOfSigning = latin1('551d0f0101ff04050303078080')

/** What can be wrong with a key set, by the check that must see it. */
export const jwksDefects: readonly Defect[] = [
  { check: 'K-01', defect: 'no key set', change: serve('', 404), verdict: 'fail' },
  { check: 'K-01', defect: 'text/html', change: headers({ 'content-type': 'text/html' }), verdict: 'fail' },
  { check: 'K-01', defect: 'cut off', change: serve('{"keys":['), verdict: 'fail', alsoFail: ['K-02'] },
  {
    check: 'K-01',
    defect: 'keys twice',
    change: serve('{"keys":[{"kty":"oct"}],"keys":[{"kty":"RSA","kid":"1"}]}'),
    verdict: 'fail',
    alsoFail: ['K-06', 'K-07', 'K-08', 'K-14', 'K-18'],
  },
  { check: 'K-02', defect: 'no keys', change: serve('{"keys":[]}'), verdict: 'fail' },
  { check: 'K-02', defect: 'an object for the keys', change: serve('{"keys":{}}'), verdict: 'fail' },
  { check: 'K-02', defect: 'an array for the set', change: serve('[]'), verdict: 'fail' },
  { check: 'K-02', defect: 'null among the keys', change: serve('{"keys":[null]}'), verdict: 'fail' },
  {
    check: 'K-02',
    defect: 'no kty',
    change: first((key) => {
      delete key.kty
    }),
    verdict: 'fail',
    alsoFail: ['K-09', 'K-11'],
  },
  {
    check: 'K-03',
    defect: 'no kid on two keys',
    change: eachWithout('kid'),
    verdict: 'fail',
    alsoFail: ['K-14', 'K-18'],
  },
  { check: 'K-03', defect: 'an empty kid', change: firstWith({ kid: '' }), verdict: 'fail', alsoFail: ['K-14'] },
  {
    check: 'K-04',
    defect: 'one kid for two keys',
    change: eachWith({ kid: 'same' }),
    verdict: 'fail',
    alsoFail: ['K-14', 'K-18'],
  },
  {
    check: 'K-04',
    defect: 'one kid for keys of two kinds',
    change: ({ keys }) => {
      keys.push({ ...ecKey, kid: keys[0]?.kid })
    },
    verdict: 'warn',
  },
  { check: 'K-05', defect: 'the private exponent', change: firstWith({ d: 'AQAB' }), verdict: 'fail' },
  { check: 'K-05', defect: 'a prime', change: firstWith({ p: 'AQAB' }), verdict: 'fail' },
  {
    check: 'K-05',
    defect: 'a symmetric key',
    change: ({ keys }) => {
      keys.push({ kty: 'oct', kid: 'oct', k: 'c2VjcmV0' })
    },
    verdict: 'fail',
    alsoFail: ['K-09'],
  },
  { check: 'K-06', defect: '1024 bits', change: firstWith({ n: shortKey.n }), verdict: 'fail', alsoFail: uncertified },
  { check: 'K-07', defect: 'exponent 1', change: firstWith({ e: 'AQ' }), verdict: 'fail', alsoFail: uncertified },
  {
    check: 'K-07',
    defect: 'an even exponent',
    change: firstWith({ e: 'AQAA' }),
    verdict: 'fail',
    alsoFail: uncertified,
  },
  { check: 'K-07', defect: 'exponent 3', change: firstWith({ e: 'Aw' }), verdict: 'warn', alsoFail: uncertified },
  {
    check: 'K-08',
    defect: 'a padded modulus',
    change: first((key) => {
      key.n = `${String(key.n)}==`
    }),
    verdict: 'fail',
  },
  {
    check: 'K-08',
    defect: 'a modulus in base64',
    change: first((key) => {
      key.n = Buffer.from(String(key.n), 'base64url').toString('base64')
    }),
    verdict: 'fail',
  },
  {
    check: 'K-08',
    defect: 'a leading zero',
    change: first((key) => {
      key.n = Buffer.concat([Buffer.of(0), Buffer.from(String(key.n), 'base64url')]).toString('base64url')
    }),
    verdict: 'fail',
  },
  {
    check: 'K-08',
    defect: 'no exponent',
    change: first((key) => {
      delete key.e
    }),
    verdict: 'fail',
    alsoFail: ['K-07', 'K-11'],
  },
  { check: 'K-09', defect: 'a key for encryption that signs', change: firstWith({ use: 'enc' }), verdict: 'fail' },
  { check: 'K-09', defect: 'an algorithm of another kind', change: firstWith({ alg: 'ES256' }), verdict: 'fail' },
  { check: 'K-09', defect: 'a symmetric algorithm', change: firstWith({ alg: 'HS256' }), verdict: 'fail' },
  { check: 'K-09', defect: 'operations without verify', change: firstWith({ key_ops: ['encrypt'] }), verdict: 'fail' },
  { check: 'K-09', defect: 'an unknown use', change: firstWith({ use: 'signature' }), verdict: 'fail' },
  {
    check: 'K-09',
    defect: 'neither use nor alg',
    change: each((key) => {
      delete key.use
      delete key.alg
    }),
    verdict: 'pass',
  },
  { check: 'K-10', defect: 'keys for another algorithm', change: eachWith({ alg: 'PS256' }), verdict: 'fail' },
  {
    check: 'K-10',
    defect: 'an algorithm without a key',
    change: ({ document }) => {
      document.id_token_signing_alg_values_supported = ['RS256', 'ES256']
    },
    verdict: 'fail',
  },
  {
    check: 'K-11',
    defect: 'the certificate of another key',
    change: firstWith({ x5c: [secondTestKey.certificate] }),
    verdict: 'fail',
    alsoFail: ['K-12'],
  },
  { check: 'K-11', defect: 'another modulus', change: firstWith({ n: modulus }), verdict: 'fail' },
  {
    check: 'K-11',
    defect: 'a certificate in base64url',
    change: first((key) => {
      key.x5c = [String(key.x5c).replaceAll('+', '-').replaceAll('/', '_')]
    }),
    verdict: 'fail',
    alsoFail: ['K-12'],
  },
  {
    check: 'K-11',
    defect: 'no certificate in x5c',
    change: firstWith({ x5c: ['aGVsbG8='] }),
    verdict: 'fail',
    alsoFail: ['K-12'],
  },
  {
    check: 'K-11',
    defect: 'no certificates',
    change: each((key) => {
      delete key.x5c
      delete key.x5t
    }),
    verdict: 'inapplicable',
  },
  {
    check: 'K-12',
    defect: 'a thumbprint of something else',
    change: firstWith({ x5t: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA' }),
    verdict: 'fail',
  },
  { check: 'K-12', defect: 'a wrong SHA-256 thumbprint', change: firstWith({ 'x5t#S256': 'AAAA' }), verdict: 'fail' },
  {
    check: 'K-12',
    defect: 'a right SHA-256 thumbprint',
    change: first((key) => {
      key['x5t#S256'] = thumbprint(String(key.x5c), 'sha256')
    }),
    verdict: 'pass',
  },
  { check: 'K-12', defect: 'thumbprints without certificates', change: eachWithout('x5c'), verdict: 'inapplicable' },
  { check: 'K-12', defect: 'no thumbprints', change: eachWithout('x5t'), verdict: 'inapplicable' },
  {
    check: 'K-12',
    defect: 'a kid of the other generation',
    change: each((key) => {
      key.kid = String(key.kid).replace('RS256', '')
    }),
    verdict: 'info',
    alsoFail: ['K-14', 'K-18'],
  },
  { check: 'K-13', defect: 'an expired certificate', change: recertified('21261031', '20261031'), verdict: 'warn' },
  { check: 'K-13', defect: 'a certificate of the future', change: recertified('261124', '491124'), verdict: 'warn' },
  {
    check: 'K-13',
    defect: 'a certificate for encipherment',
    change: recertified(basicConstraints, keyUsageOfEncipherment),
    verdict: 'warn',
  },
  {
    check: 'K-13',
    defect: 'a certificate for signing',
    change: recertified(basicConstraints, keyUsageOfSigning),
    verdict: 'pass',
  },
  {
    check: 'K-14',
    defect: 'tokens signed with an unknown key',
    change: (provider) => {
      provider.header = { kid: 'unknown' }
    },
    verdict: 'fail',
    alsoFail: ['K-18'],
  },
  {
    check: 'K-14',
    defect: 'tokens without kid',
    change: (provider) => {
      provider.header = { kid: undefined }
    },
    verdict: 'fail',
    alsoFail: ['K-18'],
  },
  { check: 'K-15', defect: 'an hour', change: headers({ 'cache-control': 'public, max-age=3600' }), verdict: 'fixed' },
  { check: 'K-15', defect: 'a year', change: headers({ 'cache-control': 'max-age=31536000' }), verdict: 'warn' },
  {
    check: 'K-15',
    defect: 'the previous key withdrawn',
    change: (provider) => {
      provider.rotate = () => {
        provider.keys = provider.keys.slice(1)
        provider.signingKey = 1
      }
    },
    verdict: 'fail',
  },
  {
    check: 'K-16',
    defect: 'plain http',
    change: ({ document }) => {
      document.jwks_uri = 'http://api.sandbox.mobilepay.dk/jwks'
    },
    verdict: 'fail',
    alsoFail: ['D-18'],
  },
  {
    check: 'K-16',
    defect: 'the front host',
    change: ({ document }) => {
      document.jwks_uri = `${base}/sandprod-admin.mobilepay.dk/account/jwks`
    },
    verdict: 'fail',
    alsoFail: ['D-19'],
  },
  {
    check: 'K-16',
    defect: 'the keys of production',
    change: ({ document }) => {
      document.jwks_uri = `${base}/api.mobilepay.dk/merchant-authentication-openidconnect/jwks`
    },
    verdict: 'fail',
    alsoFail: ['D-19'],
  },
  { check: 'K-17', defect: 'a node with other keys', change: serve('{"keys":[]}', 200, 5), verdict: 'fail' },
  { check: 'K-17', defect: 'a node that fails', change: serve('', 503, 5), verdict: 'fail' },
  {
    check: 'K-18',
    defect: 'a key that is published with its first use',
    change: (provider) => {
      const [key, ...later] = provider.keys
      provider.keys = key ? [key] : []
      provider.rotate = () => {
        provider.keys.push(...later.splice(0))
        provider.signingKey = 1
      }
    },
    verdict: 'fail',
  },
  {
    check: 'K-18',
    defect: 'keys that cannot be rotated on request',
    change: (provider) => {
      provider.rotate = undefined
    },
    verdict: 'untested',
  },
  {
    check: 'K-19',
    defect: 'an ETag that is honored',
    change: (provider) => {
      headers({ etag: '"1"' })(provider)
      provider.intercept = (request) => (request.headers?.['if-none-match'] === '"1"' ? reply(304, '') : undefined)
    },
    verdict: 'fixed',
  },
  { check: 'K-19', defect: 'an ETag that is not honored', change: headers({ etag: '"1"' }), verdict: 'info' },
]
