import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import {
  type IntegratorSite,
  openIntegratorSite,
  site,
} from '../../../../client/test/browser/support/integrator-site.ts'
import { type MockServer, startMockServer } from '../../../src/index.ts'
import { aClient } from '../../support/a-client.ts'
import { keyHash, keyHashAt } from '../../support/key-hash.ts'
import { type Application, type Example, exampleClient, startApplication } from './application.ts'

export const adminHost = 'sandprod-admin.mobilepay.dk'

/**
 * An example as it runs in production: MobilePay under its real names, reached by way of the mock as HTTPS proxy, the
 * integrator's site over TLS on a name of its own, and a Chromium that finds both.
 */
export interface RealNames extends AsyncDisposable {
  readonly mock: MockServer
  readonly application: Application
  readonly browser: Browser
  /** The integrator's site, as the browser knows it. */
  readonly origin: string
}

export async function openRealNames(example: Example): Promise<RealNames> {
  await using opened = new AsyncDisposableStack()
  const own = <T>(value: T, end: (value: T) => unknown) => opened.adopt(value, async (held) => void (await end(held)))
  const folder = own(await mkdtemp(join(tmpdir(), 'mobilepay-example-real-')), (path) => rm(path, { recursive: true }))
  const redirectUri = `${site}${example.paths.callback}`
  const client = aClient({ ...exampleClient, redirectUris: [redirectUri] })
  const mock = own(await startMockServer({ tls: true, clients: [client] }), (held) => held.close())
  const ca = (await mock.proxy.prepare()) ?? ''
  const integrator = opened.use(await openIntegratorSite())
  const application = opened.use(
    await startApplication(example, {
      discoveryUrl: `https://${adminHost}/account/.well-known/openid-configuration`,
      apiUrl: 'https://api.sandbox.mobilepay.dk',
      redirectUri,
      store: folder,
      trusted: mock.proxy.caPath,
      environment: { HTTPS_PROXY: mock.proxy.url, https_proxy: mock.proxy.url },
    }),
  )
  integrator.upstream = Number(new URL(application.origin).port)
  const browser = own(await launch(mock, ca, integrator), (held) => held.close())
  const kept = opened.move()
  return { mock, application, browser, origin: site, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

async function launch(mock: MockServer, ca: string, integrator: IntegratorSite): Promise<Browser> {
  const port = mock.tls?.port ?? 0
  const leads = [`MAP ${adminHost}:443 127.0.0.1:${port}`, `MAP integrator.example:443 127.0.0.1:${integrator.port}`]
  const trusted = [await keyHashAt(port, adminHost, ca), keyHash(integrator.certificate)]
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-proxy-server',
    `--host-resolver-rules=${leads.join(', ')}`,
    `--ignore-certificate-errors-spki-list=${trusted}`,
  ]
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args })
}
