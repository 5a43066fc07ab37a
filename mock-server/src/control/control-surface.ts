import type { IncomingMessage, ServerResponse } from 'node:http'
import { originOf } from '../edge/locate-request.ts'
import type { MockTls, TlsOptions } from '../tls/tls-options.ts'
import { defaultWorldName, type World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import type { Controlled } from './command.ts'
import type { GuardOptions } from './guard.ts'
import { guardOptions, type ReachedAt } from './guard-options.ts'
import type { CommandInput, CommandName, CommandOutput } from './table.ts'
import { type WorldCommands, withWorldCommands } from './world-commands.ts'

/** The commands of one mock, in process and over HTTP. Their code is imported with the first one. */
export class ControlSurface implements Controlled {
  readonly worlds: Worlds
  /** Where the mock is reached. */
  url = ''
  readonly #publicUrl: string | undefined
  readonly #guarding: GuardOptions
  readonly #openTls: Controlled['openTls']

  constructor(worlds: Worlds, reached: ReachedAt, openTls: Controlled['openTls']) {
    this.worlds = worlds
    this.#openTls = openTls
    this.#publicUrl = reached.publicUrl
    this.#guarding = guardOptions(reached)
  }

  /** Asked for over HTTP where the mock is reachable from other machines. */
  get token(): string | undefined {
    return this.#guarding.token
  }

  openTls(world: World, options: TlsOptions): Promise<MockTls> {
    return this.#openTls(world, options)
  }

  /**
   * Runs a command.
   * @throws ControlError where the input is wrong; then nothing has changed.
   */
  async run<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandOutput<Name>> {
    const askedAt = performance.now()
    const { runNamed } = await import('./in-process.ts')
    return runNamed(this, name, input, { askedAt })
  }

  /**
   * The commands on one world: `mock.control.world('name').clock.advance({ duration: 'P13M' })`. A world that is not
   * there is refused by the commands.
   */
  world(name: string = defaultWorldName): WorldCommands {
    return withWorldCommands({}, (command, input) => this.runInWorld(name, command, input))
  }

  /** Runs a command on a world by a name that types have not checked; the table does. @throws ControlError */
  runInWorld(world: string, command: string, input: object): Promise<unknown> {
    return this.run(command as CommandName, { ...input, world } as CommandInput<CommandName>)
  }

  /** Answers what is asked under `/_mock`. */
  async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const askedAt = performance.now()
    const { control } = await import('./http.ts')
    return control({ mock: this.#seenFrom(message), guarding: this.#guarding, message, response, askedAt })
  }

  /** Whoever asks over HTTP is told addresses that begin where it has reached the mock: the port may be mapped. */
  #seenFrom(message: IncomingMessage): Controlled {
    const { worlds } = this
    const openTls = this.#openTls
    return { worlds, openTls, url: this.#publicUrl ?? originOf(message) }
  }
}
