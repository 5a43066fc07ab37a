import type { JsonObject } from '../check-context.ts'

interface Algorithm {
  readonly kty: string
  readonly crv?: readonly string[]
}

const rsa: Algorithm = { kty: 'RSA' }

/** The signature algorithms with a public key, and the kind of key that each needs (RFC 7518 3.1, RFC 8037 3.1). */
export const signatureAlgorithms: ReadonlyMap<string, Algorithm> = new Map([
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((name) => [name, rsa] as const),
  ['ES256', { kty: 'EC', crv: ['P-256'] }],
  ['ES384', { kty: 'EC', crv: ['P-384'] }],
  ['ES512', { kty: 'EC', crv: ['P-521'] }],
  ['ES256K', { kty: 'EC', crv: ['secp256k1'] }],
  ['EdDSA', { kty: 'OKP', crv: ['Ed25519', 'Ed448'] }],
  ['Ed25519', { kty: 'OKP', crv: ['Ed25519'] }],
])

/** What speaks against the key's members when it is used to verify that algorithm; empty when it can be used. */
export function misfits(key: JsonObject, name: string): readonly string[] {
  const algorithm = signatureAlgorithms.get(name)
  if (!algorithm) return [`alg ${name} is no signature algorithm with a public key`]
  const { kty, use, alg = name, key_ops: operations } = key
  return [
    ...(kty === algorithm.kty ? [] : [`kty ${String(kty)} does not fit ${name}`]),
    ...(!algorithm.crv || algorithm.crv.includes(String(key.crv))
      ? []
      : [`crv ${String(key.crv)} does not fit ${name}`]),
    ...(use === undefined || use === 'sig' ? [] : [`use ${JSON.stringify(use)} is not for signatures`]),
    ...(alg === name ? [] : [`alg is ${String(alg)}`]),
    ...operationMisfits(operations),
  ]
}

function operationMisfits(operations: unknown): readonly string[] {
  if (operations === undefined) return []
  if (!Array.isArray(operations)) return ['key_ops is no array']
  return [
    ...(operations.includes('verify') ? [] : ['key_ops does not allow verify']),
    ...(new Set(operations).size === operations.length ? [] : ['key_ops names an operation twice']),
  ]
}
