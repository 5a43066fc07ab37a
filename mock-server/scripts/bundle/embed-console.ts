import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'rolldown'
import { scriptExtension, scriptNamed } from '../../src/console/console-files.ts'

const consoleFiles = fileURLToPath(new URL('../../src/console/console-files.ts', import.meta.url))

/** In a bundle the console's scripts are no files beside the code: puts their texts in the place of reading them. */
export const embedConsole: Plugin = {
  name: 'embed-console',
  load: (id) => (id === consoleFiles ? embedded() : null),
}

/** A module with the same exports as `console-files.ts`. */
async function embedded(): Promise<string> {
  const names = await readdir(new URL('../../src/console/page/', import.meta.url))
  const scripts = names.filter((name) => name.endsWith(scriptExtension))
  const texts = await Promise.all(scripts.map(async (name) => [name, await scriptNamed(name)] as const))
  return [
    `export const scriptExtension = ${JSON.stringify(scriptExtension)}`,
    `const scripts = new Map(${JSON.stringify(texts)})`,
    'export const scriptNamed = async (name) => scripts.get(name)',
    '',
  ].join('\n')
}
