import { readFile } from 'node:fs/promises'
import { UsageError } from './usage-error.ts'

/**
 * A secret: from the file that a flag names, else the text of an environment variable, else the file that a setting
 * names. A line end behind it is cut off.
 *
 * @throws UsageError where a file can not be read or is empty; it says which and never what is in it
 */
export async function secretFrom(
  flaggedPath: string | undefined,
  text: string | undefined,
  path: string | undefined,
): Promise<string | undefined> {
  if (flaggedPath === undefined && text !== undefined && text !== '') return text
  const named = flaggedPath ?? path
  if (named === undefined) return undefined
  const content = await readFile(named, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`The secret’s file ${named} can not be read (${error.code}).`)
  })
  const secret = content.replace(/\r?\n$/, '')
  if (secret === '') throw new UsageError(`The secret’s file ${named} is empty.`)
  return secret
}
