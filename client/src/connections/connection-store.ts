/** The tokens of one connection. Secret. */
export interface StoredTokens {
  readonly accessToken: string
  /** Milliseconds since 1970. */
  readonly accessTokenExpiresAt: number
  /** Absent when offline access was not granted. */
  readonly refreshToken?: string
}

/** What the store keeps of one merchant: plain data that survives JSON. Contains secrets. */
export interface StoredConnection {
  /** The merchant id; for a token without a merchant `subject:` and the subject. */
  readonly id: string
  /** The environment it belongs to: a built-in name, or the discovery URL of a custom one. */
  readonly environment: string
  readonly clientId: string
  /** `needs-consent`: MobilePay refused the refresh token; only a new consent helps. */
  readonly status: 'active' | 'needs-consent'
  readonly merchantId?: string
  readonly merchantVat?: string
  /** The MobilePay user who consented; the same one may stand behind several merchants. */
  readonly subject: string
  /** Of the login, to compare ID tokens of refreshes with (OIDCC 12.2). */
  readonly nonce: string
  /** Seconds since 1970. */
  readonly authTime?: number
  /** Granted scopes. */
  readonly scopes: readonly string[]
  readonly tokens: StoredTokens
}
