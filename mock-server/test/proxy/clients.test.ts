import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ProxyAgent, fetch as undiciFetch } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { describeWith, program } from '../support/require.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('unchanged-integrator.ts', import.meta.url))
const example = fileURLToPath(new URL('../../../examples/curl/flow.sh', import.meta.url))
const discovery = 'https://sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration'

let mock: MockServer
let ca: string
let caPath: string
beforeEach(async () => {
  mock = await startMockServer({ consent: 'auto' })
  ca = (await mock.proxy.prepare()) ?? ''
  caPath = mock.proxy.caPath ?? ''
  return () => mock.close()
})

/** A Node program with nothing but the two variables that make it go by way of the proxy. */
async function unchanged(proxyUrl: string) {
  const env = { PATH: process.env.PATH, NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxyUrl, NODE_EXTRA_CA_CERTS: caPath }
  const { stdout } = await run(process.execPath, ['--conditions=source', script], { env })
  return JSON.parse(stdout) as { url: string; merchantId: string; byHttps: number }
}

describe('Node with NODE_USE_ENV_PROXY', () => {
  test('runs the production client against the sandbox, unchanged, from consent to refresh and API', async () => {
    expect(await unchanged(mock.proxy.url)).toEqual({
      url: 'https://sandprod-admin.mobilepay.dk',
      merchantId: 'aaaaaaaa-0000-4000-8000-000000000001',
      byHttps: 200,
    })
    expect(mock.world.stage('sandbox').grants.all).toHaveLength(1)
  })

  test('two at once are in the worlds that their proxy addresses name', async () => {
    const [one, other] = [mock.createWorld({}, 'one'), mock.createWorld({ generation: '2018' }, 'other')]
    expect(one.proxyUrl).toBe(mock.url.replace('http://', 'http://one:any@'))
    await Promise.all([unchanged(one.proxyUrl), unchanged(other.proxyUrl)])
    for (const { world } of [one, other]) {
      expect(world.stage('sandbox').grants.all).toHaveLength(1)
      expect(world.journal.count({ endpoint: 'token' })).toBe(2)
    }
    expect(mock.world.journal.count()).toBe(0)
  })
})

describe("undici's ProxyAgent", () => {
  const agents: ProxyAgent[] = []
  const connect = (uri: string, options: { readonly token?: string } = {}) => {
    const agent = new ProxyAgent({ uri, requestTls: { ca }, ...options })
    agents.push(agent)
    return agent
  }
  afterEach(() => Promise.all(agents.splice(0).map((agent) => agent.close())))
  const ask = async (dispatcher: ProxyAgent) => {
    const answer = await undiciFetch(discovery, { dispatcher })
    return [answer.status, await answer.text()] as const
  }

  test('reaches the real host by name', async () => {
    const agent = connect(mock.proxy.url)
    const [status, body] = await ask(agent)
    expect(status).toBe(200)
    expect(JSON.parse(body).authorization_endpoint).toBe(
      'https://sandprod-admin.mobilepay.dk/account/connect/authorize',
    )
  })

  test.each([
    [Buffer.from('nowhere:hush').toString('base64'), /no world "nowhere"/],
    [Buffer.from(':hush').toString('base64'), /user name, which names a world/],
    ['Bearer hush', /user name, which names a world/],
    ['Basic %%%', /user name, which names a world/],
  ])('with credentials %j, which name no world, is refused, and the log says why', async (credentials, reason) => {
    const token = credentials.includes(' ') ? credentials : `Basic ${credentials}`
    const agent = connect(mock.proxy.url, { token })
    await expect(ask(agent)).rejects.toMatchObject({ cause: { cause: { message: expect.stringContaining('407') } } })
    const entries = mock.world.journal.entries
    expect(entries[0]?.decision).toMatchObject({ what: expect.stringMatching(reason) })
    expect(JSON.stringify(entries)).not.toContain('hush')
  })
})

describeWith([program('curl')], 'curl --proxy', () => {
  const curl = (...args: string[]) =>
    run('curl', ['-sS', '--cacert', caPath, ...args], { env: { PATH: process.env.PATH } })

  test('reaches the real host by name; other hosts are refused before anybody is asked for them', async () => {
    const { stdout } = await curl('--proxy', mock.proxy.url, discovery)
    expect(JSON.parse(stdout).issuer).toBe('https://api.mobilepay.dk/merchant')
    const other = curl('--proxy', mock.proxy.url, 'https://example.com/')
    await expect(other).rejects.toMatchObject({ stderr: expect.stringContaining('403') })
    const unknown = curl('--proxy', mock.proxy.url.replace('//', '//nowhere@'), discovery)
    await expect(unknown).rejects.toMatchObject({ stderr: expect.stringContaining('407') })
    const plain = await curl('--proxy', mock.proxy.url, 'http://example.com/')
    expect(plain.stdout).toContain('forwards nothing')
  })

  test('trusts nobody without the CA', async () => {
    const asked = run('curl', ['-sS', '--proxy', mock.proxy.url, discovery])
    await expect(asked).rejects.toMatchObject({ code: 60 })
  })

  test('goes into a world by the user name alone, and over TLS into the world of the port', async () => {
    const world = mock.createWorld({}, 'mine')
    await curl('--proxy', mock.proxy.url.replace('//', '//mine@'), discovery)
    const { port } = await world.openTls()
    await curl('--proxy', `https://localhost:${port}`, '--proxy-cacert', caPath, discovery)
    expect(world.world.journal.count()).toBe(2)
    expect(mock.world.journal.count()).toBe(0)
  })

  test('walks the whole flow of the example, its addresses unchanged', async () => {
    const env = { PATH: process.env.PATH, HTTPS_PROXY: mock.proxy.url, CURL_CA_BUNDLE: caPath, MOCK_URL: 'https:/' }
    const { stdout } = await run('bash', [example], { env })
    expect(stdout).toContain('aaaaaaaa-0000-4000-8000-000000000001')
  })
})
