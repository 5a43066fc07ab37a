import { execFile } from 'node:child_process'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type MockServer, startMockServer } from '@mobilepay-oidc/mock-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeWith } from '../../../mock-server/test/support/require.ts'
import { type Installed, installPackedClient } from './support/packed-client.ts'
import { runtime } from './support/runtimes.ts'

const execute = promisify(execFile)
const node22 = runtime('node22', 'node22/bin/node')
const node26 = runtime('node26', 'node26/bin/node')
const deno = runtime('deno', '.bin/deno')
const bun = runtime('bun', '.bin/bun')
const edge = runtime('edge-runtime', 'edge-runtime')
const workerd = runtime('workerd', '.bin/workerd')
const rolldown = runtime('rolldown', 'rolldown')

let mock: MockServer
let installed: Installed

beforeAll(async () => {
  mock = await startMockServer({ consent: 'auto' })
  installed = await installPackedClient()
  await cp(new URL('./support/flow.mjs', import.meta.url), join(installed.folder, 'flow.mjs'))
}, 120_000)

afterAll(async () => {
  await mock.close()
  await installed[Symbol.asyncDispose]()
})

/** Runs a program in the folder where the client is installed, and expects the flow's result as its last line. */
async function expectFlow(program: string, args: readonly string[]) {
  const { stdout } = await execute(program, args, {
    cwd: installed.folder,
    env: { PATH: process.env.PATH ?? '', NO_COLOR: '1' },
  })
  expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toEqual({
    merchantId: 'aaaaaaaa-0000-4000-8000-000000000001',
    isWhole: true,
    vat: 'DK12345674',
    refused: 'state-already-used',
    operations: ['discovery', 'consent', 'jwks', 'token', 'callback', 'api', 'token', 'refresh', 'api', 'callback'],
  })
}

async function write(name: string, text: string): Promise<string> {
  const path = join(installed.folder, name)
  await writeFile(path, text)
  return path
}

/** A module that runs the flow and prints what came of it. */
function main(): Promise<string> {
  return write(
    'main.mjs',
    `import { flow } from './flow.mjs'\nconsole.log(JSON.stringify(await flow('${mock.url}')))\n`,
  )
}

/** The flow and the client in one file, for runtimes that load no packages. */
async function bundle(entry: string, format: 'esm' | 'iife'): Promise<string> {
  const { build } = await import(pathToFileURL(join(rolldown.path, 'dist/index.mjs')).href)
  const file = join(installed.folder, `bundle.${format}.js`)
  // Neutral: no module of Node's can be imported.
  await build({ input: entry, platform: 'neutral', output: { file, format, name: 'bundled' }, logLevel: 'silent' })
  return file
}

describe('the flow, on', () => {
  it('the Node of this repository', async () => {
    await expectFlow(process.execPath, [await main()])
  })
})

describeWith([node22], 'the flow, on Node 22', () => {
  it('runs', async () => expectFlow(node22.path, [await main()]))
})

describeWith([node26], 'the flow, on Node 26', () => {
  it('runs', async () => expectFlow(node26.path, [await main()]))
})

describeWith([deno], 'the flow, on Deno', () => {
  it('runs, with leave to use the network and nothing else', async () => {
    const allowed = ['--no-prompt', `--allow-net=${new URL(mock.url).host}`, '--node-modules-dir=manual']
    await expectFlow(deno.path, ['run', ...allowed, await main()])
  })
})

describeWith([bun], 'the flow, on Bun', () => {
  it('runs', async () => expectFlow(bun.path, ['run', await main()]))
})

describeWith([edge, rolldown], 'the flow, on the edge runtime of Vercel', () => {
  it('runs', async () => {
    const file = await bundle(join(installed.folder, 'flow.mjs'), 'iife')
    const module = pathToFileURL(join(edge.path, 'dist/index.js')).href
    const program = await write(
      'edge.mjs',
      `import { readFileSync } from 'node:fs'
import edge from '${module}'
const runtime = new edge.EdgeRuntime({ initialCode: readFileSync('${file}', 'utf8') })
console.log(JSON.stringify(await runtime.evaluate("bundled.flow('${mock.url}')")))
// Timeouts that have not fired keep this runtime's process alive.
process.exit()
`,
    )
    await expectFlow(process.execPath, [program])
  })
})

describeWith([workerd, rolldown], 'the flow, on workerd', () => {
  it('runs', async () => {
    const entry = await write(
      'worker.mjs',
      `import { flow } from './flow.mjs'
export default { async test() { console.log(JSON.stringify(await flow('${mock.url}'))) } }
`,
    )
    await bundle(entry, 'esm')
    const config = await write('config.capnp', workerConfig)
    await expectFlow(workerd.path, ['test', config])
  })
})

const workerConfig = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "bundle.esm.js")],
      compatibilityDate = "2026-01-01",
    )),
    (name = "internet", network = (allow = ["private", "public"])),
  ],
);
`
