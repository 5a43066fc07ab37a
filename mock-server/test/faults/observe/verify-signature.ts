import { createHmac, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import { clients, testKeys } from '@mobilepay-oidc/fixtures'
import type { Json } from './json-members.ts'

interface Named {
  readonly name: string
  readonly key: KeyObject
}

const published: readonly Named[] = (['sandbox', 'production'] as const).flatMap((stage) =>
  testKeys[stage].map(({ privateKey: { kty, n, e } }, index) => ({
    name: `${stage}-${index + 1}`,
    key: createPublicKey({ key: { kty, n, e } as JsonWebKey, format: 'jwk' }),
  })),
)

const rsa: Readonly<Record<string, string>> = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' }

/** Who signed a JWT, in words, found out without the mock's own code. */
export function signatureVerdict(header: Json, input: string, signature: Buffer): string {
  if (signature.length === 0) return 'none'
  const alg = String(header.alg)
  const data = Buffer.from(input)
  const hash = rsa[alg]
  const signer = hash && published.find(({ key }) => verify(hash, data, key, signature))
  if (signer) return `${alg} of ${signer.name}`
  if (alg === 'HS256') return `HS256 ${hmacSecret(data, signature)}`
  const own = header.jwk as JsonWebKey | undefined
  const ownKey = own && createPublicKey({ key: own, format: 'jwk' })
  if (ownKey && verify('sha256', data, { key: ownKey, dsaEncoding: 'ieee-p1363' }, signature)) {
    return `${alg} of the key in its header`
  }
  return 'of no known key'
}

function hmacSecret(data: Buffer, signature: Buffer): string {
  const secrets = [
    ...clients.map(({ clientId, clientSecret }) => [`by the secret of ${clientId}`, clientSecret] as const),
    ...published.map(
      ({ name, key }) => [`by the PEM of ${name}`, key.export({ type: 'spki', format: 'pem' })] as const,
    ),
  ]
  const found = secrets.find(([, secret]) => createHmac('sha256', secret).update(data).digest().equals(signature))
  return found?.[0] ?? 'by no known secret'
}
