/**
 * Makes `dist` from `src`: JavaScript and declarations, from nothing, so that no file of an earlier build stays.
 * `node scripts/build.ts FOLDER` puts them elsewhere.
 */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const client = fileURLToPath(new URL('..', import.meta.url))
const target = resolve(process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url)))
const compiler = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace('package.json', 'bin/tsc')

rmSync(target, { recursive: true, force: true })
const args = [compiler, '--project', 'tsconfig.build.json', '--outDir', target]
process.exitCode = spawnSync(process.execPath, args, { cwd: client, stdio: 'inherit' }).status ?? 1
