import { execFile } from 'node:child_process'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { clients } from '@mobilepay-oidc/fixtures'
import { startMockServer } from '@mobilepay-oidc/mock-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docBlocks } from '../support/doc-blocks.ts'
import { type Installed, installPackedClient } from './support/packed-client.ts'

const execute = promisify(execFile)
const compiler = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace('package.json', 'bin/tsc')

/** Every way in, but for the drivers that are not here. */
async function entries(folder: string): Promise<readonly string[]> {
  const path = join(folder, 'node_modules/@mobilepay-oidc/client/package.json')
  const { exports } = JSON.parse(await readFile(path, 'utf8')) as { exports: Record<string, unknown> }
  return Object.keys(exports).map((entry) => `@mobilepay-oidc/client${entry.slice(1)}`)
}

describe('the packed client', () => {
  let installed: Installed
  beforeAll(async () => {
    installed = await installPackedClient()
  }, 120_000)
  afterAll(() => installed[Symbol.asyncDispose]())

  it('holds what is built and nothing else: no sources, fixtures, keys or recordings', () => {
    expect(installed.files.length).toBeGreaterThan(100)
    for (const file of installed.files)
      expect(file).toMatch(/^(dist\/.*\.(js|d\.ts)|bin\/mobilepay\.js|package\.json|README\.md)$/)
  })

  it('is imported by plain Node, every way in', async () => {
    const imports = (await entries(installed.folder)).map((entry) =>
      entry.endsWith('.json') ? `await import('${entry}', { with: { type: 'json' } })` : `await import('${entry}')`,
    )
    const program = `${imports.join('\n')}\nconst { MobilePayClient } = await import('@mobilepay-oidc/client')
console.log(typeof MobilePayClient.discover)`
    await writeFile(join(installed.folder, 'all.mjs'), program)
    const { stdout } = await execute(process.execPath, ['all.mjs'], { cwd: installed.folder, env: {} })
    expect(stdout).toBe('function\n')
  })

  it('is required by CommonJS, every way in', async () => {
    const requires = (await entries(installed.folder)).map((entry) => `require('${entry}')`)
    const program = `${requires.join('\n')}\nconsole.log(typeof require('@mobilepay-oidc/client').MobilePayClient.discover)`
    await writeFile(join(installed.folder, 'all.cjs'), program)
    const { stdout } = await execute(process.execPath, ['all.cjs'], { cwd: installed.folder, env: {} })
    expect(stdout).toBe('function\n')
  })

  it('brings a command line that runs from what is built', async () => {
    const bin = join(installed.folder, 'node_modules/@mobilepay-oidc/client/bin/mobilepay.js')
    const { stdout } = await execute(process.execPath, [bin, '--help'], { env: {} })
    expect(stdout).toMatch(/^Usage: mobilepay COMMAND/)
  })

  it('has types that a strict project compiles against', async () => {
    const program = `import { MobilePayClient, type Connection, MemoryStore } from '@mobilepay-oidc/client'
export async function me(connection: Connection): Promise<string> {
  // @ts-expect-error a connection without a merchant can not be used to call
  await connection.fetch('/x')
  return connection.merchantId === undefined ? '' : (await connection.merchantsMe()).merchantId
}
export const client = MobilePayClient.discover({
  environment: 'sandbox-dk', clientId: 'x', clientSecret: 'x', redirectUri: 'https://x/', store: new MemoryStore(),
})
// @ts-expect-error there is no such environment
export const wrong = MobilePayClient.discover({ environment: 'sandbox', clientId: '', clientSecret: '', redirectUri: '' })
export const consent = client.then((one) => one.startConsent({
  // @ts-expect-error scopes are known by name
  scopes: ['invoices'],
}))
`
    await writeFile(join(installed.folder, 'consumer.ts'), program)
    expect(await compile(installed.folder, 'nodenext', ['consumer.ts'])).toBe('')
  })

  it.each(['nodenext', 'bundler'] as const)('lets the README compile, resolved as %s', async (resolution) => {
    const blocks = await docBlocks('client/README.md')
    await writeFile(join(installed.folder, 'context.mts'), context)
    const names = blocks.map((_, index) => `readme-${index}.mts`)
    for (const [index, { text }] of blocks.entries())
      await writeFile(join(installed.folder, `readme-${index}.mts`), `${text}\nexport {}\n`)
    expect(blocks.length).toBeGreaterThan(3)
    expect(await compile(installed.folder, resolution, ['context.mts', ...names])).toBe('')
  })

  it('does what the README begins with, but for the environment as it stands there', async () => {
    const registered = clients.map((client) => ({ ...client, redirectUris: [redirectUri] }))
    await using mock = await startMockServer({ consent: 'auto', clients: registered })
    const [quickStart] = await docBlocks('client/README.md')
    await cp(new URL('./support/flow.mjs', import.meta.url), join(installed.folder, 'flow.mjs'))
    await writeFile(join(installed.folder, 'quick-start.mjs'), programOf(quickStart?.text ?? '', mock.url))
    const { stdout } = await execute(process.execPath, ['quick-start.mjs'], { cwd: installed.folder, env: {} })
    expect(JSON.parse(stdout)).toEqual({ MerchantId: 'aaaaaaaa-0000-4000-8000-000000000001' })
  })
})

/** What the text of the README takes as known. */
const context = `import type { Connection, MobilePayClient } from '@mobilepay-oidc/client'
import type { Express } from 'express'
declare global {
  const clientId: string
  const clientSecret: string
  const request: Request
  const mobilepay: MobilePayClient
  const connection: Connection
  const app: Express
}
`

/** As the README has it registered. */
const redirectUri = 'https://integrator.example/mobilepay/callback'

/** The quick start with what it takes as known: client, environment, and the browser that comes back with the answer. */
function programOf(quickStart: string, mock: string): string {
  const environment = {
    discoveryUrl: `${mock}/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration`,
    apiUrl: `${mock}/api.sandbox.mobilepay.dk`,
    issuer: 'https://api.mobilepay.dk/merchant',
    allowHttpOnLoopback: true,
  }
  const known = { clientId: 'integrator', clientSecret: 'integrator-secret', environment }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const post = `{ method: 'POST', headers: ${JSON.stringify(headers)}, body: await consented(consent.url) }`
  return `import { consented } from './flow.mjs'
const { clientId, clientSecret, environment } = ${JSON.stringify(known)}
${quickStart
  .replace("environment: 'sandbox-dk'", 'environment')
  .replace('// 2.', `const request = new Request('${redirectUri}', ${post})\n// 2.`)}
console.log(await response.text())
`
}

/** What the compiler says of a strict project. */
async function compile(folder: string, resolution: 'nodenext' | 'bundler', files: readonly string[]): Promise<string> {
  const module = resolution === 'bundler' ? ['--module', 'esnext'] : ['--module', 'nodenext']
  const target = ['--target', 'es2024', '--lib', 'es2024,esnext.disposable', '--types', 'node']
  const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--ignoreConfig', '--pretty', 'false']
  const flags = [...strict, ...module, '--moduleResolution', resolution, ...target, ...files]
  const { stdout } = await execute(process.execPath, [compiler, ...flags], { cwd: folder }).catch((error) => error)
  return stdout
}
