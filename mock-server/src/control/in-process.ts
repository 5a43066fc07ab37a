import { nearestName } from '../world/nearest-name.ts'
import type { AnyCommand, Controlled, RunContext } from './command.ts'
import { ControlError } from './problem.ts'
import { runCommand } from './run-command.ts'
import { type CommandInput, type CommandName, type CommandOutput, commands } from './table.ts'

/**
 * Runs a command in the process of the mock, with the same input and the same refusals as over HTTP.
 * @throws ControlError
 */
export async function runNamed<Name extends CommandName>(
  mock: Controlled,
  name: Name,
  input: CommandInput<Name>,
  context: Partial<RunContext> = {},
): Promise<CommandOutput<Name>> {
  const found: AnyCommand | undefined = commands.find((command) => command.name === name)
  if (!found) throw noSuchCommand(name)
  return (await runCommand(found, mock, input as object, context)) as CommandOutput<Name>
}

/** Says which command was probably meant. */
export function noSuchCommand(name: string): ControlError {
  const nearest = nearestName(
    name,
    commands.map((command) => command.name),
  )
  return new ControlError(404, `There is no command "${name}".${nearest ? ` Did you mean "${nearest}"?` : ''}`)
}
