import type { Claims } from './jwt.ts'

export type TokenKind = 'front-id-token' | 'back-id-token' | 'refreshed-id-token' | 'access-token'

/** A token before it is signed. */
export interface TokenDraft {
  readonly kind: TokenKind
  /** What led to it. */
  readonly grant: 'authorization' | 'authorization_code' | 'refresh_token' | 'client_credentials'
  readonly clientId: string
  /** What `c_hash` is made of, in front. */
  readonly code?: string
  /** What `at_hash` is made of, behind. */
  readonly accessToken?: string
  readonly header: Claims
  readonly claims: Claims
  /** JSON in place of the header's, where its text matters. */
  readonly headerText?: string
  /** JSON in place of the claims', where its text matters. */
  readonly claimsText?: string
  sign(input: Buffer): Promise<Buffer>
  /** Has the last word on the compact form. */
  readonly finish?: (jwt: string) => string
}

/** Changes a draft; faults do. */
export type ShapeToken = (draft: TokenDraft) => TokenDraft

const encode = (text: string) => Buffer.from(text).toString('base64url')

/** The compact form (RFC 7515 7.1), shaped and signed. */
export async function signDraft(draft: TokenDraft, shape: ShapeToken | undefined): Promise<string> {
  const { header, claims, headerText, claimsText, sign, finish } = shape?.(draft) ?? draft
  const input = `${encode(headerText ?? JSON.stringify(header))}.${encode(claimsText ?? JSON.stringify(claims))}`
  const signature = await sign(Buffer.from(input))
  const jwt = `${input}.${signature.toString('base64url')}`
  return finish ? finish(jwt) : jwt
}
