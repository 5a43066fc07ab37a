import type { ClientDriver, CommandName, Commands, Reply } from './client-driver.ts'
import { type ClientProgram, perform } from './client-program.ts'

/** A client of this process behind the commands, with no protocol between. */
export class InProcessDriver implements ClientDriver {
  readonly name: string
  readonly spoken: readonly string[] = []
  readonly #program: ClientProgram

  constructor(name: string, program: ClientProgram) {
    this.name = name
    this.#program = program
  }

  async send<Name extends CommandName>(command: Name, input: Commands[Name]['input']): Promise<Reply<Name>> {
    return (await perform(this.#program, command, input)) as Reply<Name>
  }

  /** There is nothing to kill: what it holds goes with it. */
  async kill(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}
