import {
  type EnvironmentName,
  type MockServer,
  type MockServerOptions,
  startMockServer,
} from '@mobilepay-oidc/mock-server'
import {
  type Connection,
  type ConsentRequest,
  MemoryStore,
  MobilePayClient,
  type MobilePayClientOptions,
  type StartedConsent,
} from '../../../src/index.ts'
import { connectionsIn } from '../../support/stored.ts'
import { answerIn, type Person, Visitor } from './visitor.ts'

export const redirectUri = 'https://integrator.example/callback'
export const mePath = '/invoice-restapi/api/v1/merchants/me'

export interface ClientSettings extends Partial<MobilePayClientOptions> {
  readonly at?: EnvironmentName
}

/** The real mock, reached over HTTP, and what the clients send to it. */
export class Scene implements AsyncDisposable {
  readonly mock: MockServer
  /** The paths that clients have called, in order. */
  readonly sent: string[] = []
  /** What the latest client keeps its connections in. */
  readonly store = new MemoryStore()

  private constructor(mock: MockServer) {
    this.mock = mock
  }

  /** Consent is automatic unless the options say otherwise. */
  static async start(options: MockServerOptions = {}): Promise<Scene> {
    return new Scene(await startMockServer({ consent: 'auto', ...options }))
  }

  client({ at = 'sandbox-dk', clientId = 'integrator', ...changes }: ClientSettings = {}): Promise<MobilePayClient> {
    const registered = this.mock.clients.find((client) => client.clientId === clientId)
    return MobilePayClient.discover({
      environment: {
        ...this.mock.environments[at],
        issuer: 'https://api.mobilepay.dk/merchant',
        allowHttpOnLoopback: true,
      },
      clientId,
      clientSecret: registered?.clientSecret ?? '',
      redirectUri,
      store: this.store,
      fetch: (input, init) => {
        this.sent.push(new URL(String(input)).pathname)
        return fetch(input, init)
      },
      ...changes,
    })
  }

  /** The connections that a client of this environment keeps in the store. */
  connections({ at = 'sandbox-dk', clientId = 'integrator' }: ClientSettings = {}) {
    return connectionsIn(this.store, { environment: this.mock.environments[at].discoveryUrl, clientId })
  }

  /** How often clients have called addresses that end so. */
  count(ending: string): number {
    return this.sent.filter((path) => path.endsWith(ending)).length
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.mock.close()
  }
}

/** A consent and its callback, redeemed. */
export async function connect(
  client: MobilePayClient,
  request: Partial<ConsentRequest> = {},
  person?: Person,
): Promise<Connection> {
  const consent = await client.startConsent({ scopes: ['invoice'], merchantVat: 'DK12345674', ...request })
  return client.completeConsent(await callback(consent, person), consent)
}

/** What the browser brings back to the integrator, as the Request that a server gets. */
export async function callback(consent: StartedConsent, person?: Person): Promise<Request> {
  const { responseMode: mode, url } = consent
  const fields = answerIn(await new Visitor().walk(url, person), mode)
  if (mode === 'fragment') return new Request(`${redirectUri}#${fields}`)
  return new Request(redirectUri, { method: 'POST', body: fields })
}

/** The merchant's id, as the API gives it. */
export async function me(client: MobilePayClient, id: string | undefined): Promise<unknown> {
  const response = await client.merchant(id).fetch(mePath)
  return response.ok ? await response.json() : response.status
}
