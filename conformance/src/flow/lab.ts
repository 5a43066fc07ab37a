import type { AddressRule } from '../subjects/address-rule.ts'
import type { AutomaticLogin } from '../subjects/target.ts'

/** A provider that shares nothing with the subject but its names; it ends with the check. */
export interface OtherProvider extends AsyncDisposable {
  /** Where it serves the real addresses. */
  readonly addresses: AddressRule
}

/** What a mock lets a suite do and a shared sandbox does not. */
export interface Lab {
  /** Moves the provider's clock on. */
  advance(seconds: number): Promise<void>
  /** The provider's time, milliseconds since 1970. */
  now(): Promise<number>
  /** The next published key signs from now on. */
  rotateKeys(overlap: boolean): Promise<void>
  /** The merchant takes back every consent that was given to a client. */
  revokeConsents(clientId: string): Promise<void>
  /** Registers another client, like that of the login but for id and secret; or gives it that secret. */
  registerClient(
    like: AutomaticLogin,
    credentials: Pick<AutomaticLogin, 'clientId' | 'clientSecret'>,
  ): Promise<AutomaticLogin>
  /** Registers one more redirect URI for a client. */
  addRedirectUri(clientId: string, redirectUri: string): Promise<void>
  /** An independent provider with the same issuer, the same clients and the same users. */
  otherProvider(): Promise<OtherProvider>
  /** Another client of the same kind, another user with another merchant. */
  readonly other: AutomaticLogin
  /** A client whose refresh tokens are used again and again. */
  readonly reuse: AutomaticLogin
  /** A client that may have few scopes, and not offline_access. */
  readonly narrow: AutomaticLogin
  /** A user with two merchants. */
  readonly severalMerchants: AutomaticLogin & { readonly otherVat: string }
  /** The subject's own client, and a user whose one merchant is of the other country. */
  readonly otherCountry: AutomaticLogin
  /** An API that may introspect tokens with the scope `invoice`. */
  readonly api: { readonly id: string; readonly secret: string }
  /** A client that is switched off, registered like the subject's own otherwise. */
  readonly disabledClientId: string
  /** A redirect URI that another client is registered with, and none of the clients above. */
  readonly redirectUriOfAnother: string
}
