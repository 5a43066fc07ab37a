/** Makes `dist` from `src`: JavaScript and declarations, from nothing, so that no file of an earlier build stays. */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const client = fileURLToPath(new URL('..', import.meta.url))
const compiler = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace('package.json', 'bin/tsc')

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true })
process.exitCode =
  spawnSync(process.execPath, [compiler, '--project', 'tsconfig.build.json'], {
    cwd: client,
    stdio: 'inherit',
  }).status ?? 1
