import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Temporary files older than this belong to nobody who lives. Milliseconds. */
const leftoverAge = 60_000

/** Takes away the temporary files of processes that crashed. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    // Another process may take its own away meanwhile.
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age > leftoverAge) await rm(path, { force: true })
  }
}
