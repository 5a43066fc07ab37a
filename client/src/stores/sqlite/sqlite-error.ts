import { ConfigurationError, MobilePayError, StoreError } from '../../errors/mobilepay-error.ts'

/** SQLite's result codes: busy, locked, out of memory, interrupted, disk error, disk full. */
const passing = new Set([5, 6, 7, 9, 10, 13])

/** The typed error for what SQLite or the file system has thrown. */
export function sqliteError(error: unknown): MobilePayError {
  if (error instanceof MobilePayError) return error
  const code = resultCode(error)
  const context = { cause: error, details: { store: 'SqliteStore', code: code ?? systemCode(error) } }
  return code !== undefined && passing.has(code)
    ? new StoreError('store-unavailable', context)
    : new ConfigurationError('store-unusable', context)
}

/** The primary code; the extended ones are above the lowest eight bits. */
function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
}

function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
