import type { MobilePayErrorCode } from '../errors/mobilepay-error.ts'

/** The tokens of one connection. Secret. */
export interface StoredTokens {
  readonly accessToken: string
  /** Milliseconds since 1970. */
  readonly accessTokenExpiresAt: number
  /** Absent when offline access was not granted. */
  readonly refreshToken?: string
  /** Milliseconds since 1970: when the answer with the refresh token came, from which on its 13 months count. */
  readonly issuedAt: number
}

/**
 * A refresh that has been begun and whose outcome is not known: its request may have spent a one-time refresh token.
 * Written before the request is sent.
 */
export interface RefreshAttempt {
  /** Milliseconds since 1970. */
  readonly since: number
  /** Of the lease under which the request is sent. Who holds a later lease knows that this attempt has ended. */
  readonly fence: number
  /** The error it ended with, as far as whoever made it lived to see it; absent while it runs and after a crash. */
  readonly endedWith?: MobilePayErrorCode
}

/**
 * Why only a new consent helps:
 * - `refused-by-provider`: MobilePay does not take the refresh token (any more): the merchant withdrew the consent, the
 *   client's scopes were changed, or a copy of the token was used elsewhere;
 * - `refresh-interrupted`: a refresh was begun and its answer never stored, so the one-time token is spent;
 * - `refresh-token-expired`: it lay unused for more than 13 months;
 * - `refresh-token-missing`: offline access was not granted, and the access token has expired.
 */
export type NeedsConsentReason =
  | 'refused-by-provider'
  | 'refresh-interrupted'
  | 'refresh-token-expired'
  | 'refresh-token-missing'

/** What a connection may be; `docs/explanation/refresh.md` says how one becomes the other. */
export type ConnectionState =
  | { readonly status: 'active'; readonly tokens: StoredTokens }
  | {
      readonly status: 'refreshing'
      readonly tokens: StoredTokens & { readonly refreshToken: string }
      readonly attempt: RefreshAttempt
    }
  | {
      /** The tokens are gone: MobilePay takes none of them for a refresh. */
      readonly status: 'needs-consent'
      readonly reason: NeedsConsentReason
      /** Milliseconds since 1970. */
      readonly since: number
      /** The refresh that was interrupted. */
      readonly attempt?: RefreshAttempt
    }

/** Whether there are tokens (`active`), a refresh is under way or broken off (`refreshing`), or only a new consent helps. */
export type ConnectionStatus = ConnectionState['status']

/** What is known of a connection whatever its state. */
export interface ConnectionFacts {
  /** The merchant id; for a token without a merchant `subject:` and the subject. */
  readonly id: string
  /** The environment it belongs to: a built-in name, or the discovery URL of a custom one. */
  readonly environment: string
  readonly clientId: string
  readonly merchantId?: string
  readonly merchantVat?: string
  /** The MobilePay user who consented; the same one may stand behind several merchants. */
  readonly subject: string
  /** Of the login, to compare ID tokens of refreshes with (OIDCC 12.2). Tells one consent from the next. */
  readonly nonce: string
  /** Seconds since 1970. */
  readonly authTime?: number
  /** Granted scopes. */
  readonly scopes: readonly string[]
  /** How many refreshes of this consent have been stored: which of two token sets is the later one. */
  readonly refreshes: number
}

/** What the store keeps of one merchant: plain data that survives JSON. Contains secrets. */
export type StoredConnection = ConnectionFacts & ConnectionState

/** A connection whose tokens can be used, whether or not a refresh of them is under way. */
export type UsableConnection = Extract<StoredConnection, { readonly tokens: StoredTokens }>
