import { chooseConnection, onlyArgument } from '../choose-connection.ts'
import { type Command, commonHelp } from '../command.ts'
import { connectionJson, connectionText } from '../describe-connection.ts'
import { exitCodes } from '../exit-codes.ts'
import { openFor } from '../open-client.ts'
import { readOptions } from '../options.ts'
import { withProgress } from '../progress.ts'

export const refreshCommand: Command = {
  name: 'refresh',
  summary: 'refresh the tokens of a connection now',
  help: `Usage: mobilepay refresh [MERCHANT] [options]

Seldom needed: whoami and token refresh by themselves. Once a week it keeps the 13 months of the refresh token sliding.

Examples:
  mobilepay refresh
  mobilepay refresh DK12345674 --json

${commonHelp}`,
  async run(args, terminal) {
    const { values, positionals } = readOptions('refresh', args, {})
    const { client } = await openFor(values, terminal)
    const connection = await chooseConnection(client, onlyArgument('refresh', positionals))
    const refreshed = await withProgress(terminal, 'Refreshing', connection.refresh())
    terminal.result(values.json ? JSON.stringify(connectionJson(refreshed)) : connectionText(refreshed))
    return exitCodes.done
  },
}
