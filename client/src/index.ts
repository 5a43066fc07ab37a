export type { ApiRequestInit } from './api/api-request.ts'
export type { MerchantsMe } from './api/merchants-me.ts'
export type { CallbackInput } from './callback/read-authorization-response.ts'
export type { MobilePayClientOptions, ResponseMode } from './client-options.ts'
export type { Connection } from './connections/connection.ts'
export type { ConnectionStore, StoredConnection, StoredTokens } from './connections/connection-store.ts'
export type { Merchant } from './connections/merchant.ts'
export { type MerchantVatFault, merchantVatFault } from './consent/merchant-vat.ts'
export type { RememberedConsent } from './consent/remembered-consent.ts'
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
} from './errors/mobilepay-error.ts'
export { MobilePayClient } from './mobilepay-client.ts'
export { MemoryStore } from './stores/memory-store.ts'
export type { Warning } from './warnings.ts'
