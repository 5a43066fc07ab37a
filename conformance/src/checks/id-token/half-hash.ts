import { createHash } from 'node:crypto'

const byAlgorithm: Readonly<Record<string, string>> = { '256': 'sha256', '384': 'sha384', '512': 'sha512' }

/** The hash that goes with an `alg` (OIDCC 3.3.2.11); undefined where there is none. */
export function hashOf(alg: unknown): string | undefined {
  if (alg === 'EdDSA' || alg === 'Ed25519') return 'sha512'
  const [, bits = ''] = /^(?:RS|PS|ES|HS)(\d{3})K?$/.exec(String(alg)) ?? []
  return byAlgorithm[bits]
}

/** c_hash, at_hash and s_hash: the left half of the digest, in base64url. */
export function halfHash(value: string, hash: string): string {
  const digest = digestOf(value, hash)
  return digest.subarray(0, digest.length / 2).toString('base64url')
}

/** How a wrong hash was made, where it can be told. */
export function explainHash(wrong: string, value: string, hash: string): string | undefined {
  return variants(value, hash).find(([, text]) => text === wrong)?.[0]
}

function variants(value: string, hash: string): readonly (readonly [says: string, text: string])[] {
  return Object.values(byAlgorithm).flatMap((name) => {
    const digest = digestOf(value, name)
    const [left, right] = [digest.subarray(0, digest.length / 2), digest.subarray(digest.length / 2)]
    const label = name.replace('sha', 'SHA-')
    return [
      ...(name === hash ? [] : [[`the left half of ${label}`, left.toString('base64url')] as const]),
      [`the whole of ${label}`, digest.toString('base64url')],
      [`the right half of ${label}`, right.toString('base64url')],
      [`the left half of ${label} in padded base64`, left.toString('base64')],
      [`the left half of ${label} in padded base64url`, `${left.toString('base64url')}==`],
      [`the left half of ${label} in hexadecimal`, left.toString('hex')],
      [`the left half of ${label} in upper-case hexadecimal`, left.toString('hex').toUpperCase()],
    ] as const
  })
}

function digestOf(value: string, hash: string): Buffer {
  return createHash(hash).update(value).digest()
}
