import type { AnyCommand } from '../src/control/command.ts'
import { commands } from '../src/control/table.ts'

interface Members {
  readonly properties: Readonly<Record<string, { readonly description?: string }>>
  readonly required?: readonly string[]
}

/** The reference page of the control surface, made from the commands. */
export function controlReference(): string {
  return [
    '# Control',
    '',
    'Puts a running mock into any state. Three fronts, made from one table of commands:',
    '',
    "* in process: `await mock.control.run('clock.advance', { world: 'default', duration: 'P13M' })`",
    '* over HTTP: the paths below, under `/_mock`; `/_mock/openapi.json` describes them; refusals are problem details',
    '  (RFC 9457) that name each wrong member and what is allowed',
    '* on the command line: `mobilepay-mock ctl clock.advance --duration P13M`',
    '',
    'A refused command changes nothing. The surface answers under loopback names alone; beyond loopback it asks for the',
    'control token. This page is generated: `npx node --conditions=source mock-server/scripts/write-control-reference.ts`.',
    '',
    ...commands.flatMap(section),
  ].join('\n')
}

function section({ name, summary, method, path, input }: AnyCommand): readonly string[] {
  const { properties, required = [] } = input as unknown as Members
  const members = Object.entries(properties).map(([member, { description }]) => {
    const said = description ? `: ${description}` : ''
    return `* \`${member}\`${required.includes(member) ? '' : ' (optional)'}${said}`
  })
  return [
    `## ${name}`,
    '',
    `\`${method} /_mock${path}\``,
    '',
    `${summary}.`,
    '',
    ...(members.length > 0 ? [...members, ''] : []),
  ]
}
