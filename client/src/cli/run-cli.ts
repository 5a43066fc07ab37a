import { MobilePayError } from '../errors/mobilepay-error.ts'
import type { Command } from './command.ts'
import { connectionsCommand } from './commands/connections.ts'
import { doctorCommand } from './commands/doctor.ts'
import { loginCommand } from './commands/login.ts'
import { refreshCommand } from './commands/refresh.ts'
import { revokeCommand } from './commands/revoke.ts'
import { tokenCommand } from './commands/token.ts'
import { whoamiCommand } from './commands/whoami.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

export const commands: readonly Command[] = [
  loginCommand,
  whoamiCommand,
  tokenCommand,
  refreshCommand,
  revokeCommand,
  connectionsCommand,
  doctorCommand,
]

/**
 * Runs one command.
 *
 * @param args without the program's name
 * @returns the exit code
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args
  const isJson = rest.includes('--json')
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') return overview(name, terminal)
    const command = commands.find((known) => known.name === name)
    if (!command) throw new UsageError(`There is no command ${name}. See mobilepay --help.`)
    if (rest.includes('--help') || rest.includes('-h')) return say(terminal, command.help)
    return await command.run(rest, terminal)
  } catch (error) {
    if (terminal.signal.aborted) return exitCodes.interrupted
    terminal.note(isJson ? asJson(error) : asText(error, terminal))
    return exitCodeOf(error)
  }
}

function overview(name: string | undefined, terminal: Terminal): number {
  const rows = commands.map((command) => `  ${command.name.padEnd(13)}${command.summary}`)
  const text = `Usage: mobilepay COMMAND [options]\n\n${rows.join('\n')}\n\nmobilepay COMMAND --help tells more.`
  if (name === undefined) terminal.note(text)
  else terminal.result(text)
  return name === undefined ? exitCodes.configuration : exitCodes.done
}

function say(terminal: Terminal, text: string): number {
  terminal.result(text)
  return exitCodes.done
}

function asText(error: unknown, { paint }: Terminal): string {
  if (error instanceof UsageError) return `${paint('red', 'mobilepay:')} ${error.message}`
  if (!(error instanceof MobilePayError)) return `${paint('red', 'mobilepay:')} ${unexpected(error)}`
  const causes = error.causes.map((cause) => `  * ${cause}`)
  return [
    `${paint('red', error.code)}: ${error.message}`,
    'Likely causes:',
    ...causes,
    `Remedy: ${error.remedy}`,
    paint('dim', `See: ${error.spec}`),
  ].join('\n')
}

function asJson(error: unknown): string {
  const told = error instanceof MobilePayError ? error : { name: nameOf(error), message: unexpected(error) }
  return JSON.stringify({ error: told })
}

/** The message of an error that is not ours is not printed: nobody knows what it quotes. */
function unexpected(error: unknown): string {
  if (error instanceof UsageError) return error.message
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  return `Something unexpected went wrong: ${nameOf(error)}${code}. Run it again with --debug.`
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error'
}
