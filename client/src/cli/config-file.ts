import { readFile } from 'node:fs/promises'
import { UsageError } from './usage-error.ts'

/** What may stand in the configuration file. Secrets may not: files get copied and committed. */
const members = [
  'environment',
  'mock',
  'discoveryUrl',
  'issuer',
  'apiUrl',
  'clientId',
  'clientSecretFile',
  'redirectUri',
  'store',
  'apiClientId',
  'apiClientSecretFile',
] as const

export type ConfigFile = { readonly [member in (typeof members)[number]]?: string }

/**
 * @param path of the file; one that does not exist is an empty one unless it is required
 * @throws UsageError
 */
export async function readConfigFile(path: string, isRequired: boolean): Promise<ConfigFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !isRequired) return '{}'
    throw new UsageError(`The configuration file ${path} can not be read (${error.code}).`)
  })
  const content = parse(path, text)
  for (const [member, value] of Object.entries(content)) {
    if (/secret$|^password|token$/i.test(member)) {
      throw new UsageError(
        `${path}: ${member} is a secret, and secrets do not belong there. Name a file: ${member}File.`,
      )
    }
    if (!members.some((known) => known === member)) {
      throw new UsageError(`${path}: there is no setting ${member}. Settings: ${members.join(', ')}.`)
    }
    if (typeof value !== 'string') throw new UsageError(`${path}: ${member} is to be text.`)
  }
  return content
}

function parse(path: string, text: string): Record<string, unknown> & ConfigFile {
  try {
    const content: unknown = JSON.parse(text)
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return { ...content }
  } catch {
    // JSON.parse quotes what it has read; so its message is left out.
  }
  throw new UsageError(`${path} is not a JSON object.`)
}
