import { chooseConnection, onlyArgument } from '../choose-connection.ts'
import { type Command, commonHelp } from '../command.ts'
import { connectionJson, connectionText } from '../describe-connection.ts'
import { exitCodes } from '../exit-codes.ts'
import { openFor } from '../open-client.ts'
import { readOptions } from '../options.ts'
import { withProgress } from '../progress.ts'

export const whoamiCommand: Command = {
  name: 'whoami',
  summary: 'ask MobilePay’s API whose token a connection has',
  help: `Usage: mobilepay whoami [MERCHANT] [options]

Calls GET /invoice-restapi/api/v1/merchants/me with the connection's token, refreshed where that is needed.
MERCHANT is a merchant id or a VAT number; it can be left out where there is one connection.

Examples:
  mobilepay whoami
  mobilepay whoami DK12345674 --json | jq -r .merchantId

${commonHelp}`,
  async run(args, terminal) {
    const { values, positionals } = readOptions('whoami', args, {})
    const { settings, client } = await openFor(values, terminal)
    const connection = await chooseConnection(client, onlyArgument('whoami', positionals))
    const call = client.merchant(connection.id).merchantsMe({ signal: terminal.signal })
    const { merchantId } = await withProgress(terminal, 'Asking MobilePay', call)
    // The call may have refreshed it.
    const now = await client.connection(connection.id)
    const shown = { environment: settings.environmentLabel, ...connectionJson(now), merchantId }
    terminal.result(
      values.json ? JSON.stringify(shown) : `environment  ${settings.environmentLabel}\n${connectionText(now)}`,
    )
    return exitCodes.done
  },
}
