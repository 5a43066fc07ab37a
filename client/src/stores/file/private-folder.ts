import { mkdir, stat } from 'node:fs/promises'
import { ConfigurationError } from '../../errors/mobilepay-error.ts'

/**
 * Makes the folder with mode 0700 where it is missing, and refuses one that others can get into. Windows has no such
 * modes; there the folder's own access list counts.
 *
 * @throws ConfigurationError `store-exposed`
 */
export async function openPrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await refuseExposed(folder)
}

/** @throws ConfigurationError `store-exposed` where anybody but this user (and root) can use it */
export async function refuseExposed(path: string): Promise<void> {
  const { mode, uid } = await stat(path)
  const user = process.geteuid?.()
  if (user === undefined) return
  const permissions = mode & 0o777
  if (uid === user && (permissions & 0o077) === 0) return
  const details = { path, mode: permissions.toString(8).padStart(3, '0'), owner: uid === user ? undefined : uid }
  throw new ConfigurationError('store-exposed', { details })
}
