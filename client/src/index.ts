export type { ApiRequestInit } from './api/api-request.ts'
export type { MerchantsMe } from './api/merchants-me.ts'
export type { CallbackInput, NodeRequest, ParsedForm } from './callback/callback-input.ts'
export type { MobilePayClientOptions, ResponseMode } from './client-options.ts'
export {
  type Connection,
  ConnectionWithoutMerchant,
  type GrantedScope,
  MerchantConnection,
} from './connections/connection.ts'
export type { SealedAnew } from './connections/connections.ts'
export type { Merchant } from './connections/merchant.ts'
export type { ConnectionStatus, NeedsConsentReason } from './connections/stored-connection.ts'
export type { ConsentMemory, RecalledConsent } from './consent/consent-memory.ts'
export { type MerchantVatFault, merchantVatFault } from './consent/merchant-vat.ts'
export type { Json, PendingConsent } from './consent/pending-consent.ts'
export type { RememberedConsent } from './consent/remembered-consent.ts'
export { checkReturnTo } from './consent/return-to.ts'
export type { ProductScope } from './consent/scopes.ts'
export type { ConsentRequest, StartedConsent } from './consent/start-consent.ts'
export type { CustomEnvironment, EnvironmentName } from './environments.ts'
export {
  ConfigurationError,
  type ConfigurationErrorCode,
  type ErrorDetails,
  MobilePayError,
  type MobilePayErrorCode,
  NetworkError,
  type NetworkErrorCode,
  ProtocolError,
  type ProtocolErrorCode,
  StoreError,
  type StoreErrorCode,
} from './errors/mobilepay-error.ts'
export type { WaitOptions } from './http/until-aborted.ts'
export { MobilePayClient } from './mobilepay-client.ts'
export type { Attributes } from './observability/attributes.ts'
export type { DebugLog } from './observability/debug-log.ts'
export type { ObservedOperation } from './observability/observe.ts'
export type { KeepAliveOptions, KeepAliveOutcome, KeepAliveResult, KeepAliveSummary } from './refresh/keep-alive.ts'
export { relayPage } from './relay/relay-page.ts'
export type { Sealer } from './sealing/sealer.ts'
export { sealerFrom } from './sealing/sealer-from.ts'
export { newSealingKey } from './sealing/sealing-key.ts'
export { MemoryStore } from './stores/memory-store.ts'
export type { Lease, RecordStore, StoredRecord, WriteCondition } from './stores/record-store.ts'
export type { Warning } from './warnings.ts'
