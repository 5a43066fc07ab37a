import { chmod, rename, writeFile } from 'node:fs/promises'
import { UsageError } from './usage-error.ts'

/**
 * Puts a text that is no secret where everybody may read it, whole or not at all: others may be waiting for it.
 * @throws UsageError where it cannot be written
 */
export async function writeForAll(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`
  try {
    await writeFile(draft, text)
    // Whatever the umask says.
    await chmod(draft, 0o644)
    await rename(draft, file)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new UsageError(`${file} cannot be written (${reason}). Check --ca-file.`, { cause })
  }
}
