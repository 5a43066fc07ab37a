import { ConfigurationError, MobilePayError, StoreError } from '../../errors/mobilepay-error.ts'

/**
 * Classes of SQLSTATE that stay until somebody changes credentials, rights or the database: invalid authorization,
 * invalid catalog, syntax error or access rule violation, feature not supported, data and integrity errors.
 */
const lastingClasses = new Set(['28', '3D', '3F', '42', '0A', '22', '23', '25'])

/** The typed error for what the pool has thrown: a report of the server, or a failure of the connection. */
export function postgresError(error: unknown): MobilePayError {
  if (error instanceof MobilePayError) return error
  const code = codeOf(error)
  const context = { cause: error, details: { store: 'PostgresStore', code } }
  return code !== undefined && code.length === 5 && lastingClasses.has(code.slice(0, 2))
    ? new ConfigurationError('store-unusable', context)
    : new StoreError('store-unavailable', context)
}

/** A SQLSTATE, or the operating system's code. */
function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{5,30}$/.test(code) ? code : undefined
}
