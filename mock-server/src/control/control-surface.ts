import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MockTls, TlsOptions } from '../tls/tls-options.ts'
import { defaultWorldName, type World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import type { Controlled } from './command.ts'
import type { GuardOptions } from './guard.ts'
import { guardOptions } from './guard-options.ts'
import type { CommandInput, CommandName, CommandOutput } from './table.ts'
import { type WorldCommands, withWorldCommands } from './world-commands.ts'

/** The commands of one mock, in process and over HTTP. Their code is imported with the first one. */
export class ControlSurface implements Controlled {
  readonly worlds: Worlds
  /** Where the mock is reached. */
  url = ''
  readonly #guarding: GuardOptions
  readonly #openTls: Controlled['openTls']

  constructor(worlds: Worlds, host: string, publicUrl: string | undefined, openTls: Controlled['openTls']) {
    this.worlds = worlds
    this.#openTls = openTls
    this.#guarding = guardOptions(host, publicUrl)
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
    return control({ mock: this, guarding: this.#guarding, message, response, askedAt })
  }
}
