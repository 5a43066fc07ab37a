import type { AnyCommand } from '../src/control/command.ts'
import { asCtl, asCurl, exampleOf } from '../src/control/examples.ts'
import { allowedIn, type Member, type MemberSchema, membersOf } from '../src/control/members.ts'
import { commands } from '../src/control/table.ts'

const url = 'http://localhost:4010'

/** The reference page of the control surface, made from the commands. */
export function controlReference(): string {
  return [introduction, ...subjects().map(subjectIndex), '', ...commands.flatMap(section)].join('\n')
}

const introduction = `# Control

Puts a running mock into any state, and asks it what happened and why. Four fronts, made from one table of commands
(\`mock-server/src/control/table.ts\`):

* in process: \`await world.clock.advance({ duration: 'P13M' })\` on what \`createWorld\` gives and the test fixtures lend,
  \`mock.control.world('name').clock.advance(…)\` for a world by its name, \`mock.control.run('worlds.list', {})\` for all
* over HTTP: the paths below, under \`/_mock\`. \`/_mock/openapi.json\` describes them (OpenAPI 3.1); input is JSON in the
  body, or the query of GET and DELETE; refusals are problem details (RFC 9457) that name each wrong member and what is
  allowed there
* on the command line: \`mobilepay-mock ctl clock.advance --duration P13M\`; \`ctl --help\` lists all, \`--json\` prints JSON
* the console at \`/_mock/\`

A refused command changes nothing. What is unknown (members, query parameters) is refused, never passed over.

**Who may.** The surface answers this machine alone: under \`localhost\`, \`127.0.0.1\` and \`[::1]\`, to no page of another
origin, and it takes no form or plain text as input. Reachable from elsewhere (\`--host\`, \`--public-url\`) it answers
under addresses and the names of \`--public-url\` and \`--control-hosts\` as well, and asks for
\`Authorization: Bearer\` with the control token as well: \`MOBILEPAY_MOCK_CONTROL_TOKEN\`, or one that is made up at the
start (\`mock.control.token\`). \`/_mock/health\` alone is open to all.

**Streams.** \`journal.live\` is server-sent events: event \`exchange\`, its id the exchange's, a comment every 15 seconds;
\`Last-Event-ID\` goes on from what is kept. \`journal.ndjson\` is one JSON text a line. In process both are read with
\`for await\`.

**Exit codes of ctl.** 0 done, 1 refused, 2 wrong command line, 3 no mock there, 4 \`journal.wait\` or \`journal.assert\`:
what was expected has not come true.

This page is generated: \`npx node --conditions=source mock-server/scripts/write-control-reference.ts\`.

## Commands
`

function subjects(): readonly string[] {
  return [...new Set(commands.map(({ name }) => name.split('.', 1)[0] ?? name))]
}

function subjectIndex(subject: string): string {
  const own = commands.filter(({ name }) => name.startsWith(`${subject}.`))
  return `* **${subject}**: ${own.map(({ name }) => `[${name}](#${name.replace('.', '')})`).join(', ')}`
}

function section(command: AnyCommand): readonly string[] {
  const { name, summary, method, path } = command
  return [
    `## ${name}`,
    '',
    `\`${method} /_mock${path}\``,
    '',
    `${summary}.`,
    '',
    ...memberTable(membersOf(command)),
    '```sh',
    asCurl(command, url),
    asCtl(command),
    '```',
    '',
    ...inProcess(command),
  ]
}

function memberTable(members: readonly Member[]): readonly string[] {
  if (members.length === 0) return []
  const rows = members.flatMap(({ name, schema, isRequired }) => rowsOf(name, schema, isRequired))
  return ['| member | takes | | |', '|---|---|---|---|', ...rows, '']
}

/** A row for a member and, where it is an object or a list of objects, one for each member of these. */
function rowsOf(name: string, schema: MemberSchema, isRequired: boolean): readonly string[] {
  const optional = schema.default === undefined ? 'optional' : `optional, ${JSON.stringify(schema.default)}`
  const cells = [`\`${name}\``, allowedIn(schema), isRequired ? 'required' : optional, schema.description ?? '']
  const row = `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const { properties = {}, required = [] } = schema.items ?? schema
  const path = schema.items ? `${name}[]` : name
  const inner = Object.entries(properties).flatMap(([member, of]) =>
    rowsOf(`${path}.${member}`, of, required.includes(member)),
  )
  return [row, ...inner]
}

/** For what a world has as a method, where that fits on a line. */
function inProcess(command: AnyCommand): readonly string[] {
  const { world, ...input } = exampleOf(command)
  if (world === undefined || command.name.startsWith('worlds.')) return []
  const given = Object.keys(input).length > 0 ? JSON.stringify(input) : ''
  return given.length > 100 ? [] : ['```ts', `await world.${command.name}(${given})`, '```', '']
}
