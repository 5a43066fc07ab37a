import type { ApiResource, Generation, Merchant } from '@mobilepay-oidc/fixtures'
import type { Clock } from '../world/clock.ts'
import type { Switches } from '../world/settings.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { EngineEntry } from './world-adapter.ts'

/** What an engine needs to know of its world. */
export interface EngineWorld {
  readonly issuer: string
  readonly generation: Generation
  readonly clock: Clock
  readonly keys: SigningKeys
  readonly apiResources: readonly ApiResource[]
  readonly amr: readonly string[]
  /** As they stand now: they may change while the world runs. */
  readonly switches: Switches
  /** Seconds that a refresh token may lie unused. */
  readonly refreshTokenLife: number
  /** What the engine stores of one of its models. */
  entries(model: string): Map<string, EngineEntry>
  /** The merchant that a grant is for. */
  merchantOf(grantId: string): Merchant | undefined
}
