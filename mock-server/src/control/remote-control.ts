import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import { defaultWorldName } from '../world/world.ts'
import type { MockEnvironment } from '../world-address.ts'
import type { MockAddress, Problem } from './call-mock.ts'
import type { AnyCommand } from './command.ts'
import { ControlError } from './problem.ts'
import type { ProblemStatus } from './problem-schema.ts'
import type { CommandInput, CommandName, CommandOutput } from './table.ts'
import { type WorldCommands, withWorldCommands } from './world-commands.ts'

/** No mock answers where one should be. */
export class MockUnreachableError extends Error {
  override readonly name = 'MockUnreachableError'
}

/** A world of a mock that runs elsewhere, with its addresses and the commands on it. `await using` removes it. */
export interface RemoteWorld extends AsyncDisposable, WorldCommands {
  readonly name: string
  readonly url: string
  readonly environments: Readonly<Record<EnvironmentName, MockEnvironment>>
  remove(): Promise<void>
}

/**
 * The commands of a mock in another process, container or machine: the same as `control` of a mock in this process, with
 * the same types and the same refusals.
 */
export class RemoteControl {
  readonly #mock: MockAddress

  constructor({ url, token }: MockAddress) {
    this.#mock = { url: url.replace(/\/+$/, ''), token }
  }

  /** Where the mock is. */
  get url(): string {
    return this.#mock.url
  }

  /**
   * Runs a command.
   * @throws ControlError where the mock refuses it; then nothing has changed. MockUnreachableError where none answers.
   */
  async run<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandOutput<Name>> {
    const [{ callMock }, command] = await Promise.all([import('./call-mock.ts'), commandNamed(name)])
    const answer = await callMock(command, input as Readonly<Record<string, unknown>>, this.#mock)
    switch (answer.kind) {
      case 'done':
        return answer.value as CommandOutput<Name>
      case 'items':
        return answer.items as CommandOutput<Name>
      case 'refused':
        throw toControlError(answer.problem)
      case 'unreachable':
        throw new MockUnreachableError(answer.why)
    }
  }

  /** The commands on one world: `control.world('name').clock.advance({ duration: 'P13M' })`. */
  world(name: string = defaultWorldName): WorldCommands {
    return withWorldCommands({}, (command, input) => this.#runInWorld(name, command, input))
  }

  /**
   * Creates an isolated world; `await using` removes it.
   * @throws ControlError, MockUnreachableError
   */
  async createWorld(options: CommandInput<'worlds.create'> = {}): Promise<RemoteWorld> {
    const { name, url, environments } = await this.run('worlds.create', options)
    const remove = async () => void (await this.run('worlds.remove', { world: name }))
    const own = { name, url, environments, remove, [Symbol.asyncDispose]: remove }
    return withWorldCommands(own, (command, input) => this.#runInWorld(name, command, input))
  }

  #runInWorld(world: string, command: string, input: object): Promise<unknown> {
    return this.run(command as CommandName, { ...input, world } as CommandInput<CommandName>)
  }
}

/** @throws ControlError 404 with the name that was probably meant */
async function commandNamed(name: string): Promise<AnyCommand> {
  const { commands } = await import('./table.ts')
  const found: AnyCommand | undefined = commands.find((command) => command.name === name)
  if (found) return found
  const { noSuchCommand } = await import('./in-process.ts')
  throw noSuchCommand(name)
}

/** As the mock threw it. */
function toControlError({ status, detail, errors, type: _type, title: _title, ...members }: Problem): ControlError {
  const fields = Array.isArray(errors) ? errors : []
  return new ControlError(status as ProblemStatus, detail, fields, { members })
}
