import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environments } from '@mobilepay-oidc/fixtures'
import { type MockServer, startMockServer } from '@mobilepay-oidc/mock-server'
import { realAddresses } from '../../src/subjects/address-rule.ts'
import { guardedSend } from '../../src/subjects/guarded-send.ts'
import { mockLab } from '../../src/subjects/mock-lab.ts'
import { seededLogins } from '../../src/subjects/seeded-logins.ts'
import type { Target } from '../../src/subjects/target.ts'
import { tlsProbe } from '../../src/subjects/tls-probe.ts'

/** What port 80 of the hosts does: nobody is there, a redirect to https, or the answers themselves. */
export type PlainHttp = 'refused' | 'redirected' | 'served'

/** The sandbox of a mock under its real names, over TLS: the way in which the real one is reached. */
export interface TlsMock extends AsyncDisposable {
  readonly server: MockServer
  readonly target: Target
}

const environment = 'sandbox-dk'

/** Starts a mock with a CA of its own; nothing leaves this machine, whatever the names. */
export async function startTlsMock(plainHttp: PlainHttp = 'refused'): Promise<TlsMock> {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-tls-'))
  process.env.MOBILEPAY_MOCK_DATA = folder
  const server = await startMockServer({ tls: true, consent: 'page' })
  delete process.env.MOBILEPAY_MOCK_DATA
  const plain = await startPlain(plainHttp)
  const { ca, port, hosts } = server.tls ?? { ca: undefined, port: 0, hosts: [] }
  const resolve = hosts.flatMap((host) => [
    { host, port: 443, address: '127.0.0.1', toPort: port },
    { host, port: 80, address: '127.0.0.1', toPort: plain.port },
  ])
  const trust = { resolve, ...(ca === undefined ? {} : { ca }) }
  const { stage, discovery, sites } = environments[environment]
  const logins = seededLogins(environment)
  const lab = mockLab(`${server.url}/_mock/worlds/default`, stage, logins)
  const target: Target = {
    label: environment,
    environment,
    generation: '2024',
    discoveryUrl: discovery.url,
    addresses: realAddresses,
    send: guardedSend(trust),
    probeTls: tlsProbe(trust),
    login: logins.main,
    apiUrl: `${sites.products.url}/invoice-restapi/api/v1/merchants/me`,
    lab,
  }
  return {
    server,
    target,
    async [Symbol.asyncDispose]() {
      await Promise.all([server.close(), plain.close()])
      await rm(folder, { recursive: true })
    },
  }
}

async function startPlain(plainHttp: PlainHttp): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer(({ headers, url }, response) => {
    if (plainHttp === 'redirected') response.writeHead(301, { location: `https://${headers.host}${url}` }).end()
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  if (plainHttp === 'refused') await close()
  return { port, close }
}
