import { ConfigurationError } from '../errors/mobilepay-error.ts'

/** MobilePay's name for it, `CorrelationId`, as HTTP compares names; its support asks for the value. */
export const correlationHeader = 'correlationid'

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The GUID that follows a call through MobilePay's logs: the caller's, or a new one.
 *
 * @param given the caller's header
 * @throws ConfigurationError `option-invalid` where the caller's is no GUID
 */
export function correlationIdOf(given: string | undefined): string {
  if (given === undefined) return crypto.randomUUID()
  if (guid.test(given)) return given
  throw new ConfigurationError('option-invalid', { details: { option: 'CorrelationId', allowed: 'a GUID' } })
}
