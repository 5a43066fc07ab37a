import { type Command, commonHelp } from '../command.ts'
import { connectionJson, connectionText } from '../describe-connection.ts'
import { exitCodes } from '../exit-codes.ts'
import { openFor } from '../open-client.ts'
import { readOptions } from '../options.ts'

export const connectionsCommand: Command = {
  name: 'connections',
  summary: 'list the merchants who have consented',
  help: `Usage: mobilepay connections [options]

Lists the connections of this client in this environment, those that need a new consent included. No tokens are shown.

Examples:
  mobilepay connections
  mobilepay connections --json | jq '.[] | select(.needsConsent)'

${commonHelp}`,
  async run(args, terminal) {
    const { values } = readOptions('connections', args, {})
    const { settings, client } = await openFor(values, terminal)
    const all = await client.connections()
    if (values.json) terminal.result(JSON.stringify(all.map(connectionJson)))
    else if (all.length > 0) terminal.result(all.map(connectionText).join('\n\n'))
    else terminal.note(`There is no connection in ${settings.environmentLabel} yet. Start with mobilepay login.`)
    return exitCodes.done
  },
}
