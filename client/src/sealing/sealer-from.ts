import { CompactEncrypt, type CryptoKey, compactDecrypt, decodeProtectedHeader } from 'jose'
import { ConfigurationError } from '../errors/mobilepay-error.ts'
import type { Sealer } from './sealer.ts'
import { importSealingKey, type SealingKey } from './sealing-key.ts'

const encryption = { alg: 'dir', enc: 'A256GCM' } as const

/**
 * A sealer over AES-256-GCM, by WebCrypto alone: it works in Node, Deno, Bun, browsers and edge runtimes. What it makes is
 * a compact JWE whose protected header names the key and the purpose, so both are authenticated with the text.
 *
 * @param keys each 32 random bytes in base64url (`newSealingKey`). The first seals; the others only open what they have
 *   sealed before, so that a key can be replaced without losing anything.
 * @throws ConfigurationError `sealing-key-invalid`
 * @see RFC 7516 section 7.1; RFC 7518 sections 4.5 and 5.3
 */
export async function sealerFrom(keys: readonly [string, ...string[]]): Promise<Sealer> {
  const [current, ...older] = await Promise.all(keys.map(importSealingKey))
  if (current === undefined) throw new ConfigurationError('sealing-key-invalid', { details: { keys: 0 } })
  return new KeyedSealer(current, older)
}

class KeyedSealer implements Sealer {
  readonly #current: SealingKey
  readonly #all: ReadonlyMap<string, CryptoKey>

  constructor(current: SealingKey, older: readonly SealingKey[]) {
    this.#current = current
    this.#all = new Map([current, ...older].map(({ kid, key }) => [kid, key]))
  }

  seal(text: string, purpose: string): Promise<string> {
    return new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ ...encryption, kid: this.#current.kid, purpose })
      .encrypt(this.#current.key)
  }

  async open(sealed: string, purpose: string): Promise<string> {
    const header = headerOf(sealed)
    const key = this.#all.get(header?.kid ?? '')
    if (header === undefined || key === undefined) throw unreadable(header ? 'key' : 'form')
    if (header.purpose !== purpose) throw unreadable('purpose')
    try {
      const { plaintext } = await compactDecrypt(sealed, key, {
        keyManagementAlgorithms: [encryption.alg],
        contentEncryptionAlgorithms: [encryption.enc],
      })
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plaintext)
    } catch {
      throw unreadable('changed')
    }
  }

  isStale(sealed: string): boolean {
    return headerOf(sealed)?.kid !== this.#current.kid
  }
}

/** What the header claims; true only once the text has been opened. */
function headerOf(sealed: string): { readonly kid?: string | undefined; readonly purpose?: unknown } | undefined {
  try {
    const { kid, purpose } = decodeProtectedHeader(sealed)
    return { kid, purpose }
  } catch {
    return undefined
  }
}

function unreadable(reason: 'form' | 'key' | 'purpose' | 'changed'): ConfigurationError {
  return new ConfigurationError('sealed-unreadable', { details: { reason } })
}
