import { ConfigurationError } from '../errors/mobilepay-error.ts'

/** MobilePay's name for it; its support asks for the value. */
export const correlationHeader = 'CorrelationId'

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The GUID that follows a call through MobilePay's logs: the caller's, or a new one.
 *
 * @throws ConfigurationError `option-invalid` where the caller's is no GUID
 */
export function correlationIdOf(headers: Headers): string {
  const given = headers.get(correlationHeader)
  if (given === null) return crypto.randomUUID()
  if (guid.test(given)) return given
  throw new ConfigurationError('option-invalid', { details: { option: correlationHeader, allowed: 'a GUID' } })
}
