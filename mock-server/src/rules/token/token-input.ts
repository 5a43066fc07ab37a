import type { ClientRegistration, Generation } from '@mobilepay-oidc/fixtures'
import type { Artifact } from '../../engine/engine-job.ts'
import type { Parameters } from '../../http/parameters.ts'

/** What the rules of the token endpoint look at once the client is known. */
export interface TokenInput {
  readonly generation: Generation
  readonly parameters: Parameters
  readonly client: ClientRegistration
}

/** A redemption whose code was found and spent. */
export interface RedemptionInput extends TokenInput {
  readonly code: Artifact
  userIsActive(sub: string): boolean
}
