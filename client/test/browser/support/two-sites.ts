import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { type MockServer, startMockServer } from '@mobilepay-oidc/mock-server'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { type ExampleServer, startExample } from './example-server.ts'
import { type IntegratorSite, openIntegratorSite, site } from './integrator-site.ts'

const adminHost = 'sandprod-admin.mobilepay.dk'

/** MobilePay under its real names, the integrator on another site, both over TLS, and a Chromium that finds them. */
export class TwoSites implements AsyncDisposable {
  readonly integrator: IntegratorSite
  readonly #mock: MockServer
  readonly #browser: Browser
  readonly #folder: string

  private constructor(mock: MockServer, integrator: IntegratorSite, browser: Browser, folder: string) {
    this.#mock = mock
    this.integrator = integrator
    this.#browser = browser
    this.#folder = folder
  }

  static async open(): Promise<TwoSites> {
    const folder = await mkdtemp(join(tmpdir(), 'client-browser-'))
    process.env.MOBILEPAY_MOCK_DATA = folder
    const mock = await startMockServer({ tls: true })
    const integrator = await openIntegratorSite()
    const leads = [
      `MAP ${adminHost}:443 127.0.0.1:${mock.tls?.port}`,
      `MAP integrator.example:443 127.0.0.1:${integrator.port}`,
      `MAP 127.0.0.1:7890 127.0.0.1:${integrator.plainPort}`,
    ]
    const trusted = [await mockKeyHash(mock), keyHash(new X509Certificate(integrator.certificate))]
    const args = [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-proxy-server',
      `--host-resolver-rules=${leads.join(', ')}`,
      `--ignore-certificate-errors-spki-list=${trusted}`,
    ]
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
    return new TwoSites(mock, integrator, await chromium.launch({ executablePath, args }), folder)
  }

  /** Runs an example as the integrator's application, for the real sandbox as far as it knows. */
  async run(name: string, variables: Readonly<Record<string, string>> = {}): Promise<ExampleServer> {
    const realNames = new URL('real-names.ts', import.meta.url)
    const environment = {
      MOBILEPAY_ENVIRONMENT: 'sandbox-dk',
      CLIENT_ID: 'integrator',
      CLIENT_SECRET: this.#mock.clients.find(({ clientId }) => clientId === 'integrator')?.clientSecret ?? '',
      REDIRECT_URI: `${site}/callback`,
      TEST_MOCK_TLS_PORT: String(this.#mock.tls?.port),
      TEST_MOCK_CA: this.#mock.tls?.ca ?? '',
      ...variables,
    }
    return this.#behindTheSite(await startExample(name, environment, [realNames]))
  }

  /** The same for the mock by http on this machine, as a developer has it; MobilePay is `localhost` then. */
  async runAtHome(name: string): Promise<ExampleServer> {
    const own = { CLIENT_ID: 'integrator', CLIENT_SECRET: 'integrator-secret', REDIRECT_URI: 'http://127.0.0.1:7890/' }
    return this.#behindTheSite(await startExample(name, { MOCK_URL: this.#mock.url, ...own }))
  }

  /** As if nobody had consented to anything yet. */
  async forgetConsents(): Promise<void> {
    const world = this.#mock.control.world()
    const { consents } = await world.consents.list({})
    for (const { id } of consents) await world.consents.revoke({ id })
  }

  /** How many token requests came to MobilePay. */
  async tokenRequests(): Promise<number> {
    const { count } = await this.#mock.control.world().journal.count({ endpoint: 'token' })
    return count
  }

  /** Somebody's browser, with cookies of its own. */
  async person(options = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ locale: 'da-DK', ...options })
    context.setDefaultTimeout(10_000)
    return context
  }

  #behindTheSite(server: ExampleServer): ExampleServer {
    this.integrator.upstream = server.port
    this.integrator.rewriteCookie = (line) => line
    return server
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close()
    await this.integrator[Symbol.asyncDispose]()
    await this.#mock.close()
    delete process.env.MOBILEPAY_MOCK_DATA
    await rm(this.#folder, { recursive: true })
  }
}

/** By which Chromium is told to accept one key, whoever vouches for it. */
function keyHash({ publicKey }: X509Certificate): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
}

async function mockKeyHash({ tls }: MockServer): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: tls?.port ?? 0, servername: adminHost, ca: tls?.ca })
  await once(socket, 'secureConnect')
  const certificate = new X509Certificate(socket.getPeerCertificate().raw)
  socket.destroy()
  return keyHash(certificate)
}
