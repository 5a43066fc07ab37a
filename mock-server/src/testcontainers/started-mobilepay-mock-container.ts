import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import { AbstractStartedContainer, type StartedTestContainer } from 'testcontainers'
import { RemoteControl } from '../control/remote-control.ts'
import { environmentsAt, type MockEnvironment } from '../world-address.ts'

/** Where the mock listens in its container. */
export const ports = { http: 4010, tls: 443 } as const

/** What a container was started with that it does not tell of itself. */
export interface StartedWith {
  readonly token: string
  readonly environments: readonly EnvironmentName[]
  readonly tls: boolean
}

/** MobilePay's real host names, as a container serves them. */
export interface ContainerTls {
  /** Where this machine reaches it; the names have to be resolved to `host` and `port`. */
  readonly host: string
  readonly port: number
  /** What clients must trust, in PEM. */
  readonly ca: string
}

/** A mock in a container. `await using` stops it. */
export class StartedMobilePayMockContainer extends AbstractStartedContainer {
  readonly #with: StartedWith

  constructor(started: StartedTestContainer, startedWith: StartedWith) {
    super(started)
    this.#with = startedWith
  }

  /** Where this machine reaches the mock. Its documents name addresses by what was asked for. */
  getUrl(): string {
    return `http://${this.getHost()}:${this.getMappedPort(ports.http)}`
  }

  /** The addresses of the environments that the test is about. */
  getEnvironments(): Readonly<Partial<Record<EnvironmentName, MockEnvironment>>> {
    return this.#below(this.getUrl())
  }

  /**
   * The addresses of one environment.
   * @param world a world that `withWorld` or the control API has created
   * @throws Error for one that `withEnvironments` has left out
   */
  getEnvironment(name: EnvironmentName, world?: string): MockEnvironment {
    const url = world === undefined ? this.getUrl() : `${this.getUrl()}/w/${world}`
    const found = this.#below(url)[name]
    if (found) return found
    throw new Error(`This mock is about ${this.#with.environments.join(', ')}: ask withEnvironments for ${name}.`)
  }

  /** The clients that are registered in a world, with their secrets. */
  async getClients(world?: string) {
    const { clients } = await this.control.world(world).clients.list()
    return clients
  }

  /** The users of a world, with their passwords. */
  async getUsers(world?: string) {
    const { users } = await this.control.world(world).users.list()
    return users
  }

  /** @throws Error without `withTls` */
  async getTls(): Promise<ContainerTls> {
    if (!this.#with.tls) throw new Error('This mock has no TLS: start it withTls().')
    const { output } = await this.exec(['node', '/app/mobilepay-mock.mjs', 'ca', '--pem'])
    return { host: this.getHost(), port: this.getMappedPort(ports.tls), ca: output }
  }

  getControlToken(): string {
    return this.#with.token
  }

  /** Puts the mock into any state: the commands of a mock in this process, with the same types and refusals. */
  get control(): RemoteControl {
    return new RemoteControl({ url: this.getUrl(), token: this.#with.token })
  }

  #below(url: string): Readonly<Partial<Record<EnvironmentName, MockEnvironment>>> {
    const all = environmentsAt(url)
    return Object.fromEntries(this.#with.environments.map((name) => [name, all[name]]))
  }
}
