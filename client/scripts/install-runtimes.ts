/**
 * Installs the runtimes that the client is shown to run on, from their npm packages, into a folder of its own:
 * `npx node client/scripts/install-runtimes.ts [FOLDER]` prints the folder. The tests find it by `MOBILEPAY_RUNTIMES`.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const platform = process.platform === 'win32' ? 'win' : process.platform

const packages = [
  'bun@1.4.5',
  'deno@2.9.6',
  'edge-runtime@4.0.1',
  // Bundles the flow for runtimes that load no packages.
  'rolldown@1.1.5',
  'workerd@1.20261117.1',
  `node22@npm:node-${platform}-${process.arch}@22.23.3`,
  `node26@npm:node-${platform}-${process.arch}@26.10.0`,
]

const folder = resolve(process.argv[2] ?? join(tmpdir(), 'mobilepay-runtimes'))
mkdirSync(folder, { recursive: true })
// Without one npm would look for a project further up.
writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
const options = ['--no-audit', '--no-fund', '--save-exact', '--loglevel=error']
const { status } = spawnSync('npm', ['install', ...options, ...packages], { cwd: folder, stdio: ['ignore', 2, 2] })
if (status === 0) process.stdout.write(`${folder}\n`)
process.exitCode = status ?? 1
