import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { embedConsole } from './embed-console.ts'
import { licensesOf } from './licenses-of.ts'

/** The name of the one file. */
export const bundleName = 'mobilepay-mock.mjs'

/** How it is written: a module, or a script for where Node takes no modules (single executables). */
export type BundleFormat = 'module' | 'script'

const written = {
  module: { main: new URL('../../src/cli/main.ts', import.meta.url), name: bundleName, format: 'esm' },
  script: { main: new URL('executable-main.ts', import.meta.url), name: 'mobilepay-mock.cjs', format: 'cjs' },
} as const

/**
 * Makes one file of the mock's command line program: everything that it needs but Node, the console's page, schemas and
 * seeds included. The licenses of what is in it are put beside it.
 * @param folder is emptied
 * @returns the path of the file
 */
export async function bundleMock(folder: string, as: BundleFormat = 'module'): Promise<string> {
  const { main, name, format } = written[as]
  const file = join(folder, name)
  await using build = await rolldown({
    input: fileURLToPath(main),
    platform: 'node',
    resolve: { conditionNames: ['source', 'node', 'import', 'default'] },
    plugins: [embedConsole],
    // `depd`, of Koa, names functions that are deprecated by way of eval.
    checks: { eval: false },
  })
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const { output } = await build.write({ file, format, codeSplitting: false })
  if (output.length > 1) throw new Error(`The bundle is no single file: ${output.map(({ fileName }) => fileName)}.`)
  await writeFile(join(folder, 'LICENSES.txt'), await licensesOf(output[0].moduleIds))
  return file
}
