import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MobilePayClient } from '@mobilepay-oidc/client'
import { startMockServer } from '@mobilepay-oidc/mock-server'
import { giveConsent, redirectUri } from '../soak/give-consent.ts'

export interface ClientFigures {
  /** Microseconds of one call to a server on this machine that answers at once. */
  readonly bareFetchUs: number
  /** The same through `merchant.fetch`, with a fresh access token. */
  readonly merchantFetchUs: number
  /** What the client adds: the median of the differences, round by round. */
  readonly addedUs: number
  /** The same in processor time, which other work on the machine does not lengthen as much. */
  readonly addedCpuUs: number
  /** What of that goes to `fetch` for the deadline that the client gives it, and bare `fetch` is called without. */
  readonly deadlineCpuUs: number
  readonly thousandCallers: { readonly tokenRequests: number; readonly milliseconds: number }
}

/** Many short rounds: what disturbs some of them is not in the median. */
const rounds = 201
const callsPerRound = 25
const path = '/invoice-restapi/api/v1/merchants/me'

/** Measures the client beside bare `fetch`, in turns, so that what else the machine does hits both alike. */
export async function measureClient(): Promise<ClientFigures> {
  await using mock = await startMockServer({ consent: 'auto' })
  await using api = await startApi()
  const tokenRequests = { count: 0 }
  let offsetMs = 0
  const client = await MobilePayClient.discover({
    environment: {
      discoveryUrl: mock.environments['sandbox-dk'].discoveryUrl,
      issuer: 'https://api.mobilepay.dk/merchant',
      apiUrl: api.url,
      allowHttpOnLoopback: true,
    },
    clientId: 'integrator',
    clientSecret: 'integrator-secret',
    redirectUri,
    now: () => Date.now() + offsetMs,
    fetch: (input, init) => {
      if (String(input).endsWith('/connect/token')) tokenRequests.count += 1
      return fetch(input, init)
    },
  })
  const { merchantId } = await giveConsent(client, 'DK12345674')
  const merchant = client.merchant(merchantId)
  // What anybody has to send: the token, and the id that MobilePay's support asks for.
  const headers = { authorization: `Bearer ${await merchant.accessToken()}`, correlationid: crypto.randomUUID() }
  const figures = await compare({
    bare: () => fetch(api.url + path, { headers }),
    withDeadline: () => fetch(api.url + path, { headers, signal: AbortSignal.timeout(10_000) }),
    client: () => merchant.fetch(path),
  })
  offsetMs = 301_000
  mock.world.clock.advance(offsetMs)
  const before = tokenRequests.count
  const started = performance.now()
  await Promise.all(Array.from({ length: 1_000 }, async () => (await merchant.fetch(path)).text()))
  const milliseconds = Math.round(performance.now() - started)
  return { ...figures, thousandCallers: { tokenRequests: tokenRequests.count - before, milliseconds } }
}

type Call = () => Promise<Response>
type Name = 'bare' | 'withDeadline' | 'client'

/** All bodies are read as text; the server answers in this process, so its time is in all figures alike. */
async function compare(calls: Readonly<Record<Name, Call>>) {
  const costs: Record<Name, Cost>[] = []
  for (let round = -20; round < rounds; round += 1) {
    const cost = {
      bare: await costOf(calls.bare),
      withDeadline: await costOf(calls.withDeadline),
      client: await costOf(calls.client),
    }
    // The first rounds warm everything up.
    if (round >= 0) costs.push(cost)
  }
  return {
    bareFetchUs: median(costs.map(({ bare }) => bare.us)),
    merchantFetchUs: median(costs.map(({ client }) => client.us)),
    addedUs: median(costs.map(({ bare, client }) => client.us - bare.us)),
    addedCpuUs: median(costs.map(({ bare, client }) => client.cpuUs - bare.cpuUs)),
    deadlineCpuUs: median(costs.map(({ bare, withDeadline }) => withDeadline.cpuUs - bare.cpuUs)),
  }
}

/** Microseconds of one call. */
interface Cost {
  readonly us: number
  readonly cpuUs: number
}

async function costOf(call: Call): Promise<Cost> {
  const [started, cpuBefore] = [performance.now(), process.cpuUsage()]
  for (let made = 0; made < callsPerRound; made += 1) await (await call()).text()
  const { user, system } = process.cpuUsage(cpuBefore)
  const us = (performance.now() - started) * 1_000
  return { us: us / callsPerRound, cpuUs: (user + system) / callsPerRound }
}

function median(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN)
}

/** An API that answers at once, whatever is asked. */
async function startApi(): Promise<AsyncDisposable & { readonly url: string }> {
  const body = JSON.stringify({ MerchantId: 'any' })
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
    response.end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
