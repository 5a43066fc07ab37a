import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'

/** `.ts` when the mock runs from its sources, `.js` when it was built. */
export const scriptExtension = extname(import.meta.url)

const folder = new URL('page/', import.meta.url)
const served = new Map<string, Promise<string>>()
let names: Promise<readonly string[]> | undefined

/**
 * The text of a module of the page, as browsers take it; read and stripped of its types once.
 * @returns undefined where the page has no module of that name
 */
export async function scriptNamed(name: string): Promise<string | undefined> {
  names ??= readdir(folder)
  if (extname(name) !== scriptExtension || !(await names).includes(name)) return undefined
  const text = served.get(name) ?? readScript(name)
  served.set(name, text)
  return text
}

async function readScript(name: string): Promise<string> {
  const source = await readFile(new URL(name, folder), 'utf8')
  if (scriptExtension === '.js') return source
  // Node 20, which runs the mock as built, does not have it.
  const { stripTypeScriptTypes } = await import('node:module')
  return stripTypeScriptTypes(source)
}
