import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MockTls, TlsOptions } from '../tls/tls-options.ts'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import type { Controlled } from './command.ts'
import type { CommandInput, CommandName, CommandOutput } from './table.ts'

const loopback = ['localhost', '127.0.0.1', '::1']

/** The commands of one mock, in process and over HTTP. Their code is imported with the first one. */
export class ControlSurface implements Controlled {
  readonly worlds: Worlds
  /** Where the mock is reached. */
  url = ''
  /** Asked for over HTTP where the mock is reachable from other machines. */
  readonly token: string | undefined
  readonly #hosts: readonly string[]
  readonly #openTls: Controlled['openTls']

  constructor(worlds: Worlds, host: string, publicUrl: string | undefined, openTls: Controlled['openTls']) {
    this.worlds = worlds
    this.#openTls = openTls
    const isPublic = !loopback.includes(host) || publicUrl !== undefined
    this.token = isPublic
      ? (process.env.MOBILEPAY_MOCK_CONTROL_TOKEN ?? randomBytes(24).toString('base64url'))
      : undefined
    const named = publicUrl === undefined ? [] : [new URL(publicUrl).hostname]
    this.#hosts = ['localhost', '127.0.0.1', '[::1]', ...named, ...(loopback.includes(host) ? [] : [host])]
  }

  openTls(world: World, options: TlsOptions): Promise<MockTls> {
    return this.#openTls(world, options)
  }

  /**
   * Runs a command.
   * @throws ControlError where the input is wrong; then nothing has changed.
   */
  async run<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandOutput<Name>> {
    const { runNamed } = await import('./in-process.ts')
    return runNamed(this, name, input)
  }

  /** Answers what is asked under `/_mock`. */
  async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { control } = await import('./http.ts')
    return control(this, { hosts: this.#hosts, token: this.token }, message, response)
  }
}
