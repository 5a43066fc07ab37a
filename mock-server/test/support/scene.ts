import { type ClientRegistration, clients, type EnvironmentName } from '@mobilepay-oidc/fixtures'
import { type MockServer, type MockServerOptions, startMockServer } from '../../src/index.ts'
import { type Attempt, type AttemptOptions, makeAttempt } from './attempt.ts'
import { type Integrator, startIntegrator } from './integrator.ts'

export type Metadata = Readonly<Record<string, unknown>>

/** A mock and an integrator that is registered with it. */
export interface Scene extends AsyncDisposable {
  readonly mock: MockServer
  readonly integrator: Integrator
  attempt(options?: AttemptOptions): Promise<Attempt>
  client(clientId: string): ClientRegistration
  metadata(environment: EnvironmentName): Promise<Metadata>
  /** The address of an endpoint, read from the discovery document. */
  endpoint(environment: EnvironmentName, member: string): Promise<string>
}

export async function startScene(options: MockServerOptions = {}): Promise<Scene> {
  const integrator = await startIntegrator()
  const registered = (options.clients ?? clients).map((client) => ({
    ...client,
    redirectUris: [integrator.redirectUri, ...client.redirectUris],
  }))
  const mock = await startMockServer({ ...options, port: 0, clients: registered })
  const documents = new Map<EnvironmentName, Promise<Metadata>>()
  const metadata = (environment: EnvironmentName) => {
    const known = documents.get(environment) ?? fetchJson(mock.environments[environment].discoveryUrl)
    documents.set(environment, known)
    return known
  }
  const endpoint = async (environment: EnvironmentName, member: string) => String((await metadata(environment))[member])
  return {
    mock,
    integrator,
    metadata,
    endpoint,
    async attempt(given = {}) {
      const address = await endpoint(given.environment ?? 'sandbox-dk', 'authorization_endpoint')
      return makeAttempt(address, integrator.redirectUri, given)
    },
    client(clientId) {
      const client = registered.find((candidate) => candidate.clientId === clientId)
      if (!client) throw new Error(`The seeds have no client ${clientId}.`)
      return client
    },
    async [Symbol.asyncDispose]() {
      await mock.close()
      await integrator[Symbol.asyncDispose]()
    },
  }
}

async function fetchJson(url: string): Promise<Metadata> {
  return (await (await fetch(url)).json()) as Metadata
}
