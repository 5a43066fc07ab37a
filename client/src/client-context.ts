import type { SpentStates } from './callback/spent-states.ts'
import type { ClientOptions } from './client-options.ts'
import type { Provider } from './provider/provider.ts'

/** What the parts of one client share. Holds the secrets: never handed out. */
export interface ClientContext {
  readonly options: ClientOptions
  readonly provider: Provider
  readonly spentStates: SpentStates
}
