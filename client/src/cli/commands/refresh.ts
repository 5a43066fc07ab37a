import { chooseConnection, onlyArgument } from '../choose-connection.ts'
import { type Command, commonHelp } from '../command.ts'
import { connectionJson, connectionText } from '../describe-connection.ts'
import { exitCodes } from '../exit-codes.ts'
import { openFor } from '../open-client.ts'
import { readOptions } from '../options.ts'
import { withProgress } from '../progress.ts'
import { UsageError } from '../usage-error.ts'
import { refreshAll } from './refresh-all.ts'

export const refreshCommand: Command = {
  name: 'refresh',
  summary: 'refresh the tokens of a connection now, or of all that lie unused',
  help: `Usage: mobilepay refresh [MERCHANT] [options]
       mobilepay refresh --all [options]

Seldom needed for one connection: whoami and token refresh by themselves. With --all once a day or week, from cron, it keeps
the 13 months of all refresh tokens sliding: one line for each connection, and exit code 3 where a merchant has to consent
again. What fails is made up for by the next run; its exit code comes first.

Options:
      --all                   every connection that was not refreshed for a week
      --older-than DAYS       with --all: for so many days; 0 for every one

Examples:
  mobilepay refresh
  mobilepay refresh DK12345674 --json
  mobilepay refresh --all --older-than 30 --json

${commonHelp}`,
  async run(args, terminal) {
    const { values, positionals } = readOptions('refresh', args, {
      all: { type: 'boolean' },
      'older-than': { type: 'string' },
    })
    const { all = false, 'older-than': olderThan, json = false } = values
    if (all && positionals.length > 0) throw new UsageError('Name a connection or --all, not both.')
    if (!all && olderThan !== undefined) throw new UsageError('--older-than goes with --all.')
    const { client } = await openFor(values, terminal)
    if (all) return refreshAll(client, olderThan, json, terminal)
    const connection = await chooseConnection(client, onlyArgument('refresh', positionals))
    const refreshed = await withProgress(terminal, 'Refreshing', connection.refresh())
    terminal.result(json ? JSON.stringify(connectionJson(refreshed)) : connectionText(refreshed))
    return exitCodes.done
  },
}
