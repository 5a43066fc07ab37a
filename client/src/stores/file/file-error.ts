import { ConfigurationError, MobilePayError, StoreError } from '../../errors/mobilepay-error.ts'

/** What stays as it is until somebody changes permissions or options. */
const lasting = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP', 'ENOENT'])

/** The typed error for what the file system has thrown. */
export function fileError(error: unknown, folder: string): MobilePayError {
  if (error instanceof MobilePayError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  const context = { cause: error, details: { store: 'FileStore', folder, code } }
  return code !== undefined && lasting.has(code)
    ? new ConfigurationError('store-unusable', context)
    : new StoreError('store-unavailable', context)
}
