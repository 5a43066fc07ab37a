import { base64url } from 'jose'

/** SHA-256 in base64url: names a secret where the secret itself must not stand. */
export async function fingerprint(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))
  return base64url.encode(new Uint8Array(digest))
}
