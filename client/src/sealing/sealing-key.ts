import { base64url, type CryptoKey, calculateJwkThumbprint } from 'jose'
import { ConfigurationError } from '../errors/mobilepay-error.ts'

const keyBytes = 32

/** A key ready for use, and the name by which sealed text tells it. */
export interface SealingKey {
  /** Of the key's thumbprint (RFC 7638), the first 64 bits: enough to tell keys apart, nothing to find one by. */
  readonly kid: string
  readonly key: CryptoKey
}

/**
 * A new key: 32 random bytes in base64url, as `sealingKeys` takes it. Keep it where other secrets of production are, and
 * not beside the store that it protects.
 */
export function newSealingKey(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(keyBytes)))
}

/** @throws ConfigurationError `sealing-key-invalid`, which says which key in the list and never what it is */
export async function importSealingKey(text: string, index: number): Promise<SealingKey> {
  const bytes = decode(text)
  if (bytes === undefined) throw new ConfigurationError('sealing-key-invalid', { details: { index } })
  const k = base64url.encode(bytes)
  const thumbprint = await calculateJwkThumbprint({ kty: 'oct', k })
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return { kid: thumbprint.slice(0, 11), key }
}

function decode(text: unknown): Uint8Array<ArrayBuffer> | undefined {
  // 43 characters of base64url, and the one of padding that some generators add.
  if (typeof text !== 'string' || !/^[\w-]{43}=?$/.test(text)) return undefined
  const bytes = Uint8Array.from(base64url.decode(text.slice(0, 43)))
  return bytes.length === keyBytes ? bytes : undefined
}
