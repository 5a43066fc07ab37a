import { ConfigurationError, type MobilePayError, NetworkError, ProtocolError } from '../errors/mobilepay-error.ts'

const statuses: ReadonlyMap<MobilePayError['code'], number> = new Map([
  ['callback-method', 405],
  ['callback-content-type', 415],
  ['access-denied', 403],
  ['code-refused', 400],
  ['merchant-vat-format', 400],
  ['merchant-vat-check-digit', 400],
  ['return-to-refused', 400],
  ['service-unavailable', 503],
  ['request-timed-out', 504],
])

/** What the browser brought, as against what MobilePay answered to the server. */
const fromBrowser = /^(callback|state|consent)-|^(interaction-required|authorization-refused)$/

/** The HTTP status of an error: 4xx where another request would help, 502 to 504 for MobilePay's part, 500 for set-up. */
export function statusOf(error: MobilePayError): number {
  const known = statuses.get(error.code)
  if (known !== undefined) return known
  if (error.details.reason === 'too large' && error.code === 'callback-unreadable') return 413
  if (error instanceof NetworkError) return 502
  if (error instanceof ConfigurationError || !(error instanceof ProtocolError)) return 500
  return fromBrowser.test(error.code) || error.details.idToken === 'callback' ? 400 : 502
}
