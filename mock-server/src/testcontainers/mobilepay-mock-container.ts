import { randomBytes } from 'node:crypto'
import { type EnvironmentName, environmentNames, environments } from '@mobilepay-oidc/fixtures'
import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers'
import manifest from '../../package.json' with { type: 'json' }
import type { ConfigFile } from '../config/read-config-file.ts'
import type { CommandInput } from '../control/table.ts'
import { ports, StartedMobilePayMockContainer } from './started-mobilepay-mock-container.ts'

type WorldInput = Omit<CommandInput<'worlds.create'>, 'name'>
type FaultOrder = Omit<CommandInput<'faults.add'>, 'world'>

const configPath = '/app/config.json'

/**
 * The mock in a container, for tests in which browser, integrator and mock are processes of their own:
 *
 * ```ts
 * await using mock = await new MobilePayMockContainer().withConsent('auto').start()
 * const { discoveryUrl } = mock.getEnvironment('sandbox-dk')
 * await mock.control.world().clock.advance({ duration: 'P13M' })
 * ```
 *
 * `npm run image` of the mock makes the image. What is not set here keeps the default that the command line has.
 */
export class MobilePayMockContainer extends GenericContainer {
  #environments: readonly EnvironmentName[] = environmentNames
  #config: ConfigFile = {}
  #token = randomBytes(24).toString('base64url')
  #isTls = false
  readonly #worlds = new Map<string, WorldInput>()
  readonly #faults: FaultOrder[] = []

  constructor(image = `mobilepay-mock:${manifest.version}`) {
    super(image)
    this.withWaitStrategy(Wait.forHttp('/_mock/ready', ports.http))
  }

  /** Those that the test is about; all four otherwise. Real host names lead to these alone. */
  withEnvironments(first: EnvironmentName, ...others: readonly EnvironmentName[]): this {
    this.#environments = [first, ...others]
    return this
  }

  /** `auto`: a seeded user logs in and consents at once; `page`, the default: somebody does in a browser. */
  withConsent(consent: 'page' | 'auto'): this {
    return this.withConfig({ consent })
  }

  /** 2024 (Duende IdentityServer 6.2, the default) or 2018 (IdentityServer4 2.x). */
  withGeneration(generation: '2018' | '2024'): this {
    return this.withConfig({ generation })
  }

  /** Merchants, users and clients in the place of the seeded ones; a list that is left out stays. */
  withSeeds(seeds: Pick<ConfigFile, 'merchants' | 'users' | 'clients' | 'apiResources'>): this {
    return this.withConfig(seeds)
  }

  /** Members of a configuration file, above those of earlier calls. */
  withConfig(config: ConfigFile): this {
    this.#config = { ...this.#config, ...config }
    return this
  }

  /** Where the worlds are kept, as `--store` takes it; the container has to reach it. */
  withStore(address: string): this {
    return this.withEnvironment({ MOBILEPAY_MOCK_STORE: address })
  }

  /** An isolated world that is there from the start, below `/w/NAME`. */
  withWorld(name: string, options: WorldInput = {}): this {
    this.#worlds.set(name, options)
    return this
  }

  /** Faults of the default world, switched on from the start. */
  withFaults(...orders: readonly FaultOrder[]): this {
    this.#faults.push(...orders)
    return this
  }

  /**
   * MobilePay's real host names over TLS, on the port that addresses leave out. On a network (`withNetwork`) the names
   * lead to this container: an integrator in another one reaches `https://sandprod-admin.mobilepay.dk` unchanged, once
   * it trusts `getTls().ca`.
   */
  withTls(): this {
    this.#isTls = true
    return this
  }

  /** What the control API asks for; made up otherwise. */
  withControlToken(token: string): this {
    this.#token = token
    return this
  }

  /** @throws ControlError for worlds and faults that cannot be; the container is gone by then */
  override async start(): Promise<StartedMobilePayMockContainer> {
    this.withExposedPorts(...Object.values(ports).filter((port) => this.#opens(port) && !this.hasExposedPort(port)))
    const started = new StartedMobilePayMockContainer(await super.start(), {
      token: this.#token,
      environments: this.#environments,
      tls: this.#isTls,
    })
    try {
      await this.#furnish(started)
    } catch (error) {
      await started.stop()
      throw error
    }
    return started
  }

  protected override async beforeContainerCreated(): Promise<void> {
    if (this.#isTls && this.networkMode !== undefined) this.withNetworkAliases(...this.#realHosts())
    const { info } = await getContainerRuntimeClient()
    const names = [info.containerRuntime.host, ...this.networkAliases].filter((name) => !name.includes(':'))
    this.withEnvironment({
      MOBILEPAY_MOCK_CONTROL_TOKEN: this.#token,
      MOBILEPAY_MOCK_CONTROL_HOSTS: [...new Set(names)].join(','),
      ...(this.#isTls && { MOBILEPAY_MOCK_TLS_PORT: String(ports.tls) }),
    })
    if (Object.keys(this.#config).length === 0) return
    this.withEnvironment({ MOBILEPAY_MOCK_CONFIG: configPath })
    this.withCopyContentToContainer([{ content: JSON.stringify(this.#config), target: configPath, mode: 0o444 }])
  }

  #opens(port: number): boolean {
    return port !== ports.tls || this.#isTls
  }

  #realHosts(): readonly string[] {
    const hosts = this.#environments.flatMap((name) => Object.values(environments[name].sites).map(({ host }) => host))
    return [...new Set(hosts)]
  }

  async #furnish({ control }: StartedMobilePayMockContainer): Promise<void> {
    for (const [name, options] of this.#worlds) await control.run('worlds.create', { ...options, name })
    for (const order of this.#faults) await control.world().faults.add(order)
  }
}
