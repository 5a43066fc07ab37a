import {
  type EnvironmentName,
  environmentNames,
  environments,
  type Generation,
  merchants,
  users,
} from '@mobilepay-oidc/fixtures'
import { type MockServer, startMockServer } from '@mobilepay-oidc/mock-server'
import { addressesBelow } from './address-rule.ts'
import { fetchSend } from './fetch-send.ts'
import type { AutomaticLogin, ProviderSubject, Target } from './target.ts'
import { probeTls } from './tls-probe.ts'

/** Starts a mock in this process, with users who consent by themselves, and takes these environments of it. */
export async function startMockSubject(
  generation: Generation,
  names: readonly EnvironmentName[] = environmentNames,
): Promise<ProviderSubject> {
  const server = await startMockServer({ port: 0, generation, consent: 'auto' })
  const targets = names.map((name) => targetOf(server, name, generation))
  return { name: 'mock', targets, [Symbol.asyncDispose]: () => server.close() }
}

function targetOf(server: MockServer, environment: EnvironmentName, generation: Generation): Target {
  const { stage } = environments[environment]
  return {
    label: environment,
    environment,
    generation,
    discoveryUrl: server.environments[environment].discoveryUrl,
    addresses: addressesBelow(server.url),
    send: fetchSend(),
    probeTls,
    login: loginTo(server, environment),
    rotateKeys: async () => server.world.stage(stage).keys.rotate(),
  }
}

/** The first client with offline access, and a user of the country with one merchant. */
function loginTo(server: MockServer, environment: EnvironmentName): AutomaticLogin {
  const { country } = environments[environment]
  const client = server.clients.find(({ enabled, scopes }) => enabled && scopes.includes('offline_access'))
  const merchant = merchants.find((candidate) => candidate.country === country)
  const user = users.find((candidate) => candidate.merchants.join() === merchant?.merchantId)
  const [redirectUri] = client?.redirectUris ?? []
  if (!client || !merchant || !user || !redirectUri) throw new Error(`The mock has no seeded login for ${environment}.`)
  return {
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    redirectUri,
    loginHint: user.email,
    merchantVat: merchant.vat,
    scopes: ['openid', 'invoice', 'offline_access'],
  }
}
