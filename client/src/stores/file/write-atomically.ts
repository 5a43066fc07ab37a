import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface AtomicWrite {
  /** A folder on the same file system for files that are not whole yet. */
  readonly temporary: string
  readonly path: string
  readonly text: string
  /** Asked last, when all is written but not in place. */
  readonly confirm: () => void
}

/**
 * Puts a whole file in the place of an old one: written aside, flushed to the disk, renamed, and the renaming flushed. A
 * crash at any point leaves the old file or the new one.
 */
export async function writeAtomically({ temporary, path, text, confirm }: AtomicWrite): Promise<void> {
  const aside = join(temporary, randomUUID())
  try {
    await writeFlushed(aside, text)
    confirm()
    await rename(aside, path)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
  await flushFolder(dirname(path))
}

/** Makes it last that a file of the folder was renamed or removed. */
export async function flushFolder(folder: string): Promise<void> {
  // Windows can not open a folder; its file system keeps the order by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeFlushed(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
