import type { ClientRegistration, Generation } from '@mobilepay-oidc/fixtures'
import type { Parameters } from '../../http/parameters.ts'
import type { Switches } from '../../world/settings.ts'

/** What the rules look at before the client is known. */
export interface ClientLookup {
  readonly parameters: Parameters
  findClient(clientId: string): ClientRegistration | undefined
}

/** What every later rule of the authorization endpoint looks at. */
export interface AuthorizeInput {
  readonly generation: Generation
  readonly parameters: Parameters
  readonly client: ClientRegistration
  readonly switches: Switches
  nonceIsSpent(nonce: string): boolean
}
