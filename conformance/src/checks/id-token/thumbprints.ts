import { createHash } from 'node:crypto'
import type { JsonObject } from '../check-context.ts'
import { certificatesOf } from '../jwks/certificate.ts'

const digests = { x5t: 'sha1', 'x5t#S256': 'sha256' } as const

/** What is wrong with the thumbprints of a header, seen from the key that its kid names. */
export function thumbprintProblems(header: JsonObject, keys: readonly JsonObject[]): readonly string[] {
  const key = keys.find(({ kid }) => kid !== undefined && kid === header.kid)
  return Object.entries(digests).flatMap(([member, algorithm]) => {
    const claimed = header[member]
    if (claimed === undefined || key === undefined) return []
    const chain = certificatesOf(key)
    const own = chain === undefined || typeof chain === 'string' ? [] : [digest(algorithm, chain[0])]
    const right = [key[member], ...own].filter((value) => value !== undefined)
    if (right.length === 0) return [`${member} has no certificate beside the key of that kid`]
    return right.every((value) => value === claimed) ? [] : [`${member} is another certificate's`]
  })
}

/** kid as IdentityServer makes it: the thumbprint in upper-case hexadecimal, in the later generation with the alg behind. */
export function isThumbprintOf(kid: string, x5t: string): boolean {
  const hex = Buffer.from(x5t, 'base64url').toString('hex').toUpperCase()
  return kid === hex || kid === `${hex}RS256`
}

function digest(algorithm: string, certificate: Uint8Array): string {
  return createHash(algorithm).update(certificate).digest('base64url')
}
