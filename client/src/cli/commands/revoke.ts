import { chooseConnection, onlyArgument } from '../choose-connection.ts'
import { type Command, commonHelp } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { openFor } from '../open-client.ts'
import { readOptions } from '../options.ts'
import { withProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

export const revokeCommand: Command = {
  name: 'revoke',
  summary: 'revoke a connection at MobilePay and delete it here',
  help: `Usage: mobilepay revoke [MERCHANT] [options]

Revokes the refresh token and deletes the connection: the merchant has to consent again before the next call.
Access tokens that are out go on until they expire, within five minutes.

Options:
      --yes                   do not ask

Examples:
  mobilepay revoke DK12345674
  mobilepay revoke 3f2504e0-4f89-41d3-9a0c-0305e82c3301 --yes --json

${commonHelp}`,
  async run(args, terminal) {
    const { values, positionals } = readOptions('revoke', args, { yes: { type: 'boolean' } })
    const { client } = await openFor(values, terminal)
    const connection = await chooseConnection(client, onlyArgument('revoke', positionals))
    if (values.yes !== true) await confirm(connection.id, terminal)
    await withProgress(terminal, 'Revoking', connection.revoke())
    terminal.result(values.json ? JSON.stringify({ revoked: connection.id }) : `Revoked and deleted: ${connection.id}`)
    return exitCodes.done
  },
}

async function confirm(id: string, { ask }: Terminal): Promise<void> {
  if (!ask) throw new UsageError('There is nobody to ask whether this is meant: pass --yes.')
  const answer = await ask(`Revoke ${id}? The merchant will have to consent again. [y/N] `)
  if (!/^y(es)?$/i.test(answer)) throw new UsageError('Nothing was revoked.')
}
