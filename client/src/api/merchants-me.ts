import { type ErrorDetails, type MobilePayError, NetworkError, ProtocolError } from '../errors/mobilepay-error.ts'
import { readLimited } from '../http/read-limited.ts'
import { repeatedMember } from '../provider/repeated-member.ts'
import type { ApiRequestInit } from './api-request.ts'
import { correlationHeader, correlationIdOf } from './correlation-id.ts'
import { isTransient } from './retry-policy.ts'

/** Where the Invoice API says whose token it was given. */
export const merchantsMePath = '/invoice-restapi/api/v1/merchants/me'

/** The merchant whom MobilePay's API acts for. */
export interface MerchantsMe {
  /** GUID. */
  readonly merchantId: string
}

/** 64 KiB; the answer is one GUID. */
const bodyLimit = 64 * 1024

/**
 * Asks the Invoice API whose token it was given, and checks that it is the merchant of the connection.
 *
 * @param merchantId of the connection
 * @param fetchApi calls the API with the connection's token
 * @param init further headers, a signal
 * @throws ProtocolError `api-forbidden`, `api-answer-unexpected`, `merchant-mismatch`, and those of a call
 * @throws NetworkError `service-unavailable` after 429 and 5xx, and those of a call
 */
export async function merchantsMe(
  merchantId: string,
  fetchApi: (path: string, init: ApiRequestInit) => Promise<Response>,
  init: Pick<ApiRequestInit, 'headers' | 'signal' | 'deadlineMs'> = {},
): Promise<MerchantsMe> {
  const headers = new Headers(init.headers)
  const correlationId = correlationIdOf(headers.get(correlationHeader) ?? undefined)
  headers.set(correlationHeader, correlationId)
  headers.set('accept', 'application/json')
  const response = await fetchApi(merchantsMePath, { ...init, headers })
  const details = { connection: merchantId, path: merchantsMePath, status: response.status, correlationId }
  if (response.status !== 200) {
    await response.body?.cancel()
    throw refused(response.status, details)
  }
  const found = merchantIdIn(await readJson(response), details)
  if (found.toLowerCase() !== merchantId.toLowerCase()) throw new ProtocolError('merchant-mismatch', { details })
  return { merchantId: found }
}

function refused(status: number, details: ErrorDetails): MobilePayError {
  if (isTransient(status)) return new NetworkError('service-unavailable', { details })
  return new ProtocolError(status === 403 ? 'api-forbidden' : 'api-answer-unexpected', { details })
}

async function readJson(response: Response): Promise<unknown> {
  const bytes = await readLimited(response, bodyLimit)
  try {
    const json = bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const body: unknown = json && JSON.parse(json)
    // Which of two merchants it names is up to the reader.
    return json && repeatedMember(json) === undefined ? body : undefined
  } catch {
    return undefined
  }
}

function merchantIdIn(body: unknown, details: ErrorDetails): string {
  const id = typeof body === 'object' && body !== null && 'MerchantId' in body ? body.MerchantId : undefined
  if (typeof id === 'string' && id !== '') return id
  throw new ProtocolError('api-answer-unexpected', { details: { ...details, reason: 'no MerchantId' } })
}
