import { createHash } from 'node:crypto'
import { type Generation, type Stage, testKeys } from '@mobilepay-oidc/fixtures'

/** A key set entry that a defect may change. */
export type EditableKey = Record<string, unknown>

/** The published keys of a stage, as IdentityServer writes them. */
export function publishedKeys(stage: Stage, generation: Generation): EditableKey[] {
  return testKeys[stage].map(({ privateKey, certificate, sha1 }) => ({
    kty: 'RSA',
    use: 'sig',
    kid: generation === '2018' ? sha1 : `${sha1}RS256`,
    x5t: thumbprint(certificate, 'sha1'),
    e: privateKey.e,
    n: privateKey.n,
    x5c: [certificate],
    alg: 'RS256',
  }))
}

export function thumbprint(certificate: string, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(Buffer.from(certificate, 'base64')).digest('base64url')
}
