import { Interrupted } from './interrupted.ts'
import { runCommand } from './run-command.ts'
import type { Terminal } from './terminal.ts'
import { nearest, UsageError } from './usage-error.ts'

export type { Terminal } from './terminal.ts'

type Command = (args: readonly string[], terminal: Terminal) => Promise<number>

/** What the first word may be; without one, checks are run. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  compare: async () => (await import('../compare/cli/compare-command.ts')).compareCommand,
  facts: async () => (await import('../compare/cli/facts-command.ts')).factsCommand,
  record: async () => (await import('./cassette-commands.ts')).recordCommand,
  replay: async () => (await import('./cassette-commands.ts')).replayCommand,
  profile: async () => (await import('../compare/cli/profile-command.ts')).profileCommand,
}

/** The whole command line. Returns the exit code: 2 where the command itself is wrong, 130 where a question was ended. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const [word = ''] = args
    if (word === '' || word.startsWith('-')) return await runCommand(args, terminal)
    const load = Object.hasOwn(commands, word) ? commands[word] : undefined
    if (!load) throw new UsageError(`There is no command ${word}${nearest(word, Object.keys(commands))}`)
    const command = await load()
    return await command(args.slice(1), terminal)
  } catch (error) {
    if (error instanceof Interrupted) {
      terminal.err('\nEnded. Nothing was sent.\n')
      return 130
    }
    if (!(error instanceof UsageError)) throw error
    terminal.err(`${error.message} See --help.\n`)
    return 2
  }
}
