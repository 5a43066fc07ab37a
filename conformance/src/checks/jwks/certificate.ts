import { X509Certificate } from 'node:crypto'
import { words } from '../../run/json-values.ts'
import type { JsonObject } from '../check-context.ts'

/** The certificates of a key as DER; undefined when it names none, a text when they cannot be read. */
export function certificatesOf(key: JsonObject): readonly Buffer[] | string | undefined {
  if (key.x5c === undefined) return undefined
  const chain = words(key.x5c)
  if (!chain || chain.length === 0) return 'x5c is no list of certificates'
  if (!chain.every((entry) => /^[A-Za-z0-9+/]+={0,2}$/.test(entry) && entry.length % 4 === 0)) return 'x5c is no base64'
  return chain.map((entry) => Buffer.from(entry, 'base64'))
}

/** The certificate of the key itself; undefined when the key names none, a text when it cannot be read. */
export function leafOf(key: JsonObject): X509Certificate | string | undefined {
  const chain = certificatesOf(key)
  if (chain === undefined || typeof chain === 'string') return chain
  try {
    return new X509Certificate(chain[0] ?? '')
  } catch {
    return 'x5c holds no X.509 certificate'
  }
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
