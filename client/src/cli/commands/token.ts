import { chooseConnection, onlyArgument } from '../choose-connection.ts'
import { type Command, commonHelp } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { openFor } from '../open-client.ts'
import { readOptions } from '../options.ts'
import { withProgress } from '../progress.ts'

export const tokenCommand: Command = {
  name: 'token',
  summary: 'print an access token that is good now',
  help: `Usage: mobilepay token [MERCHANT] [options]

Prints the access token alone, refreshed where that is needed. It is secret, and good for five minutes at most.

Examples:
  curl -H "Authorization: Bearer $(mobilepay token)" https://api.sandbox.mobilepay.dk/invoice-restapi/api/v1/merchants/me
  mobilepay token DK12345674 --json | jq -r .accessToken

${commonHelp}`,
  async run(args, terminal) {
    const { values, positionals } = readOptions('token', args, {})
    const { client } = await openFor(values, terminal)
    const { id } = await chooseConnection(client, onlyArgument('token', positionals))
    const accessToken = await withProgress(terminal, 'Refreshing', client.merchant(id).accessToken())
    if (terminal.isResultShown) {
      terminal.note(terminal.paint('yellow', 'This is a secret: whoever sees it can act for the merchant for minutes.'))
    }
    const { accessTokenExpiresAt } = await client.connection(id)
    terminal.result(values.json ? JSON.stringify({ accessToken, accessTokenExpiresAt }) : accessToken)
    return exitCodes.done
  },
}
