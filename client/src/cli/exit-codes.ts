import { ConfigurationError, MobilePayError, NetworkError, StoreError } from '../errors/mobilepay-error.ts'
import { UsageError } from './usage-error.ts'

/** What the command line ends with; part of its interface. */
export const exitCodes = {
  done: 0,
  /** A bug of this program. */
  unexpected: 1,
  /** Options, environment variables, configuration file, client id and secret. */
  configuration: 2,
  /** Somebody has to log in and consent. */
  consent: 3,
  /** An answer breaks the protocol, or refuses. */
  protocol: 4,
  /** MobilePay or the store can not be reached; later it may work. */
  network: 5,
  /** `doctor` has found something. */
  unhealthy: 6,
  interrupted: 130,
} as const

const consentCodes: ReadonlySet<string> = new Set([
  'access-denied',
  'connection-needs-consent',
  'consent-expired',
  'interaction-required',
])

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError || error instanceof ConfigurationError) return exitCodes.configuration
  if (error instanceof NetworkError || error instanceof StoreError) return exitCodes.network
  if (!(error instanceof MobilePayError)) return exitCodes.unexpected
  return consentCodes.has(error.code) ? exitCodes.consent : exitCodes.protocol
}
