import { ConfigurationError, MobilePayError, StoreError } from '../../errors/mobilepay-error.ts'

/** Error replies that stay until somebody changes credentials, rights, or what is in the database. */
const lasting = new Set(['ERR', 'NOAUTH', 'WRONGPASS', 'NOPERM', 'WRONGTYPE', 'MOVED', 'CROSSSLOT'])

/** The typed error for what a Redis client has thrown: a reply of the server, or a failure of the connection. */
export function redisError(error: unknown): MobilePayError {
  if (error instanceof MobilePayError) return error
  const code = replyCode(error)
  const context = { cause: error, details: { store: 'RedisStore', code } }
  return code !== undefined && lasting.has(code)
    ? new ConfigurationError('store-unusable', context)
    : new StoreError('store-unavailable', context)
}

/** Replies begin with a word in capitals; the rest may quote what was sent. */
function replyCode(error: unknown): string | undefined {
  return error instanceof Error ? /^[A-Z]{2,20}(?= )/.exec(error.message)?.[0] : undefined
}
