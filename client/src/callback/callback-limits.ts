import { ProtocolError } from '../errors/mobilepay-error.ts'

/** 64 KiB; a genuine answer is about 2. */
export const bodyLimit = 64 * 1024

export function unreadable(reason: string, cause?: unknown): ProtocolError {
  return new ProtocolError('callback-unreadable', { cause, details: { reason } })
}
