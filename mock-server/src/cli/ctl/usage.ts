import type { AnyCommand } from '../../control/command.ts'
import { asCtl } from '../../control/examples.ts'
import { allowedIn, type Member, membersOf } from '../../control/members.ts'
import { defaultUrl } from './read-arguments.ts'

const exitCodes = `Exit codes:
  0  done
  1  the mock refused the command; nothing has changed
  2  wrong command line
  3  no mock there
  4  journal.wait or journal.assert: what was expected has not come true
`

/** What `ctl --help` prints. */
export function ctlUsage(commands: readonly AnyCommand[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return `Usage: mobilepay-mock ctl COMMAND [--MEMBER VALUE …] [options]

Puts a running mock into any state, and asks it what happened and why.

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

Options:
  --world NAME   the world; "default" where it is left out
  --input FILE   take the members from a JSON object in FILE; - is standard input
  --json         print the answer as JSON
  --url URL      where the mock is (or MOBILEPAY_MOCK_URL; default ${defaultUrl})
  --help         this text; after a command, its members

A mock beyond loopback asks for its control token: MOBILEPAY_MOCK_CONTROL_TOKEN.

Examples:
  mobilepay-mock ctl clock.advance --duration P13M1D
  mobilepay-mock ctl worlds.create --name my-test --generation 2018
  mobilepay-mock ctl switches.set --switches '{"strictParameters": true}'
  mobilepay-mock ctl clients.put --input client.json
  mobilepay-mock ctl journal.wait --endpoint token --outcome refused --timeoutMs 60000
  mobilepay-mock ctl journal.live --json
  mobilepay-mock ctl journal.har --json > exchanges.har

${exitCodes}`
}

/** What `ctl COMMAND --help` prints. */
export function commandUsage(command: AnyCommand): string {
  const members = membersOf(command)
  const width = Math.max(0, ...members.map(({ name }) => name.length))
  return `Usage: mobilepay-mock ctl ${command.name} [options]

${command.summary}.

Members:
${members.length === 0 ? '  none\n' : members.map((member) => `  --${member.name.padEnd(width)}  ${describe(member)}\n`).join('')}
Example:
  ${asCtl(command)}

See mobilepay-mock ctl --help for --input, --json, --url and the exit codes.
`
}

function describe({ name, schema, isRequired }: Member): string {
  const needed = isRequired && name !== 'world' ? ' (required)' : ''
  const said = schema.description === undefined ? '' : `  ${schema.description}`
  return `${allowedIn(schema)}${needed}${said}`
}
