import type { JSONWebKeySet, JWK } from 'jose'

/** RS256 asks for 2,048 bits at least (RFC 7518 section 3.3). */
const fewestBytes = 256

/**
 * The set without the keys that nothing can be verified with: RSA keys without a modulus of a usable length or without an
 * odd exponent above 1, and keys whose `key_ops` is no list of different texts. A token that names one of them is signed
 * by an unknown key, and one bad key harms no other.
 *
 * `ext` is left out of the others: it is Web Crypto's alone, and a library that reads it would refuse the key where another
 * has taken it, after the code was spent.
 *
 * @see RFC 7517 section 4.3; RFC 7518 sections 3.3 and 6.3.1; RFC 8017 section 3.1
 */
export function usableKeys({ keys, ...set }: JSONWebKeySet): JSONWebKeySet {
  const usable = keys.filter((key) => isListOfOperations(key.key_ops) && (key.kty !== 'RSA' || isUsableRsa(key)))
  return { ...set, keys: usable.map(({ ext: _ext, ...key }) => key) }
}

function isListOfOperations(operations: unknown): boolean {
  if (operations === undefined) return true
  return (
    Array.isArray(operations) &&
    operations.every((operation) => typeof operation === 'string') &&
    new Set(operations).size === operations.length
  )
}

function isUsableRsa({ n, e }: JWK): boolean {
  const [modulus, exponent] = [bytesOf(n), bytesOf(e)]
  const last = exponent?.at(-1) ?? 0
  const isAboveOne = exponent?.length === 1 ? last > 1 : exponent !== undefined
  return modulus !== undefined && modulus.length >= fewestBytes && isAboveOne && last % 2 === 1
}

/** The number without zero bytes in front; undefined for what is no base64url, as lenient as the libraries are. */
function bytesOf(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || text === '') return undefined
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    return bytes.subarray(bytes.findIndex((byte) => byte !== 0))
  } catch {
    return undefined
  }
}
