import { X509Certificate } from 'node:crypto'
import { words } from '../../run/json-values.ts'
import type { JsonObject } from '../check-context.ts'

/** At least one: the key's own, then those that certify it. */
export type Chain<Certificate> = readonly [Certificate, ...Certificate[]]

/** The certificates of a key as DER; undefined when it names none, a text when they cannot be read. */
export function certificatesOf(key: JsonObject): Chain<Buffer> | string | undefined {
  if (key.x5c === undefined) return undefined
  const [own, ...further] = words(key.x5c) ?? []
  if (own === undefined) return 'x5c is no list of certificates'
  const isBase64 = (entry: string) => /^[A-Za-z0-9+/]+={0,2}$/.test(entry) && entry.length % 4 === 0
  if (![own, ...further].every(isBase64)) return 'x5c is no base64'
  const decode = (entry: string) => Buffer.from(entry, 'base64')
  return [decode(own), ...further.map(decode)]
}

/** The certificates of a key; undefined when the key names none, a text when they cannot be read. */
export function chainOf(key: JsonObject): Chain<X509Certificate> | string | undefined {
  const chain = certificatesOf(key)
  if (chain === undefined || typeof chain === 'string') return chain
  const [own, ...further] = chain
  try {
    return [new X509Certificate(own), ...further.map((certificate) => new X509Certificate(certificate))]
  } catch {
    return 'x5c holds what is no X.509 certificate'
  }
}

/** What speaks against a chain: each further certificate has to certify the one before it (RFC 7517 4.7). */
export function chainProblems(chain: readonly X509Certificate[]): readonly string[] {
  const certifies = chain
    .slice(1)
    .every((issuer, index) => chain[index]?.checkIssued(issuer) && chain[index].verify(issuer.publicKey))
  return certifies ? [] : ['x5c holds a certificate that does not certify the one before it']
}

const keyUsageObject = Buffer.from('0603551d0f', 'hex')

/**
 * Whether the certificate's key usage (RFC 5280, 4.2.1.3) permits signing: true also without the extension. Node does
 * not expose it, so its bit string is read from the DER: identifier, critical flag if any, octet string, bit string.
 */
export function permitsSigning(certificate: X509Certificate): boolean {
  const der = certificate.raw
  const found = der.indexOf(keyUsageObject)
  if (found < 0) return true
  const afterObject = found + keyUsageObject.length
  const octets = der[afterObject] === 0x01 ? afterObject + 3 : afterObject
  const digitalSignature = 0x80
  return ((der[octets + 5] ?? 0) & digitalSignature) !== 0
}
