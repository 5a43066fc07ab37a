import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--types',
      'node',
      '--ignoreConfig',
    ]
    const flags = [...options, '--lib', 'es2024,esnext.disposable', 'consumer.ts']
    const { stdout } = await execute(process.execPath, [compiler, ...flags], { cwd: installed.folder }).catch(
      (error) => error,
    )
    expect(stdout).toBe('')
  })
})
