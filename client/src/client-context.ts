import type { SpentStates } from './callback/spent-states.ts'
import type { ClientOptions } from './client-options.ts'
import type { Connections } from './connections/connections.ts'
import type { Provider } from './provider/provider.ts'
import type { Sealer } from './sealing/sealer.ts'
import type { UnderWay } from './under-way.ts'

/** What the parts of one client share. Holds the secrets: never handed out. */
export interface ClientContext {
  readonly options: ClientOptions
  readonly provider: Provider
  readonly sealer: Sealer
  readonly connections: Connections
  readonly spentStates: SpentStates
  /** What spends a code or a token at MobilePay, and has to be stored whoever waits. */
  readonly underWay: UnderWay
}
