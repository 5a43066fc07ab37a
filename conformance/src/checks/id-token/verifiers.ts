import { constants, createPublicKey, type KeyObject, type VerifyKeyObjectInput, verify } from 'node:crypto'
import { compactVerify, importJWK, type JWK } from 'jose'
import type { InspectedJwt } from '../../flow/tokens.ts'
import type { JsonObject } from '../check-context.ts'

/** Members of a public key; what a set says beside them (use, alg, certificates) is for its own checks to judge. */
const publicMembers = ['kty', 'n', 'e', 'crv', 'x', 'y']
const shortestModulus = 2048

/** Verifies with node:crypto, by the rules of RFC 7518 3. False also where the key cannot be used. */
export function verifiesByNode({ compact, header }: InspectedJwt, key: JsonObject): boolean {
  const [head = '', payload = '', signature = ''] = compact.split('.')
  try {
    const publicKey = createPublicKey({ key: publicPart(key), format: 'jwk' })
    if ((publicKey.asymmetricKeyDetails?.modulusLength ?? shortestModulus) < shortestModulus) return false
    const { digest, options } = method(String(header.alg), publicKey)
    return verify(digest, Buffer.from(`${head}.${payload}`), options, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

/** Verifies with the library jose. False also where the key cannot be used. */
export async function verifiesByJose({ compact, header }: InspectedJwt, key: JsonObject): Promise<boolean> {
  const alg = String(header.alg)
  try {
    await compactVerify(compact, await importJWK(publicPart(key), alg), { algorithms: [alg] })
    return true
  } catch {
    return false
  }
}

function publicPart(key: JsonObject): JWK & { readonly kty: string } {
  const members = Object.entries(key).filter(([name]) => publicMembers.includes(name))
  return { ...Object.fromEntries(members), kty: String(key.kty) }
}

function method(
  alg: string,
  key: KeyObject,
): { readonly digest: string | undefined; readonly options: VerifyKeyObjectInput } {
  if (!/^(RS|PS|ES)\d/.test(alg)) return { digest: undefined, options: { key } }
  const digest = `sha${alg.slice(2, 5)}`
  if (alg.startsWith('RS')) return { digest, options: { key, padding: constants.RSA_PKCS1_PADDING } }
  if (alg.startsWith('ES')) return { digest, options: { key, dsaEncoding: 'ieee-p1363' } }
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants
  return { digest, options: { key, padding, saltLength } }
}
