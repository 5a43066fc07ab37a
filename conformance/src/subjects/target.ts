import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import type { AddressRule } from './address-rule.ts'
import type { Send } from './http.ts'
import type { TlsProbe } from './tls-probe.ts'

/** What a login without a person needs: a client, and the user who is signed in and consents at once. */
export interface AutomaticLogin {
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
  readonly loginHint: string
  readonly merchantVat: string
  readonly scopes: readonly string[]
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
  /** Makes the next published key sign; absent where keys cannot be rotated on request. */
  readonly rotateKeys?: () => Promise<void>
}

/** What is tested: a provider with one or more environments. */
export interface ProviderSubject extends AsyncDisposable {
  readonly name: string
  readonly targets: readonly Target[]
}
