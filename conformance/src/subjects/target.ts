import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import type { BrowserDriver } from '../flow/browser.ts'
import type { GivenToken } from '../flow/given-token.ts'
import type { Lab } from '../flow/lab.ts'
import type { AddressRule } from './address-rule.ts'
import type { Send } from './http.ts'
import type { TlsProbe } from './tls-probe.ts'

/** What a login without a person needs: a client, and a user whose pages can be filled in. */
export interface AutomaticLogin {
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
  /** Registered besides, as far as it is known. */
  readonly moreRedirectUris?: readonly string[]
  /** What is typed into the login page. */
  readonly loginHint: string
  /** Absent where the provider asks for none. */
  readonly password?: string
  /** Where a person named user and password, as findings say it; absent where they are the suite's own, and right. */
  readonly givenAs?: string
  readonly merchantVat: string | undefined
  readonly scopes: readonly string[]
  /** What the provider wants besides in every authorization request, such as `prompt=consent` for `offline_access`. */
  readonly parameters?: Readonly<Record<string, string>>
  /** How the client authenticates at the token endpoint where a check does not say; by default `client_secret_post`. */
  readonly authentication?: 'client_secret_post' | 'client_secret_basic'
}

/** One environment of a subject: the provider behind one discovery document. */
export interface Target {
  /** How reports name it: the environment, or the host of a provider that is not MobilePay's. */
  readonly label: string
  /** The MobilePay environment that it claims to be; undefined for another vendor's provider. */
  readonly environment: EnvironmentName | undefined
  readonly generation: Generation
  /** Where the discovery document is really fetched. */
  readonly discoveryUrl: string
  readonly addresses: AddressRule
  readonly send: Send
  readonly probeTls: TlsProbe
  /** Absent where a person would have to log in. */
  readonly login?: AutomaticLogin
  /** A second client of the provider, for what one client must not do with what is another's. */
  readonly other?: AutomaticLogin
  /** Drives the browser in which the user logs in; by default the suite fills in pages by itself. */
  readonly driver?: BrowserDriver
  /** Stands for a login where the person has a refresh token alone. */
  readonly givenToken?: GivenToken
  /** Why there is no login although one was given. */
  readonly loginProblem?: string
  /** Address of a protected API (`merchants/me`); absent where the provider has none that the suite knows. */
  readonly apiUrl?: string
  /** Makes the next published key sign; absent where keys cannot be rotated on request. */
  readonly rotateKeys?: () => Promise<void>
  /** Lets time go by; by default it is waited for. */
  readonly pause?: (seconds: number) => Promise<void>
  /** Absent where the subject is no mock. */
  readonly lab?: Lab
}

/** What is tested: a provider with one or more environments. */
export interface ProviderSubject extends AsyncDisposable {
  readonly name: string
  readonly targets: readonly Target[]
}
