import type { AnyCommand } from './command.ts'

interface Members {
  readonly properties: Readonly<Record<string, { readonly type?: string; readonly description?: string }>>
  readonly required?: readonly string[]
}

/** What `ctl --help` prints. */
export function ctlUsage(commands: readonly AnyCommand[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'Usage: mobilepay-mock ctl COMMAND [--MEMBER VALUE …] [--url URL] [--token TOKEN]',
    '',
    'Puts a running mock into any state. The answer is JSON on standard output.',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Options:',
    '  --url URL      where the mock is (default http://localhost:4010)',
    '  --token TOKEN  control token of a mock beyond loopback (or MOBILEPAY_MOCK_CONTROL_TOKEN)',
    '  --world NAME   the world; "default" where it is left out',
    '',
    'Examples:',
    '  mobilepay-mock ctl clock.advance --duration P13M1D',
    '  mobilepay-mock ctl worlds.create --name my-test --generation 2018',
    '  mobilepay-mock ctl switches.set --switches \'{"strictParameters": true}\'',
    '  mobilepay-mock ctl consents.list --stage production',
    '',
    'Exit codes: 0 done, 1 refused or no mock there, 2 wrong command line.',
    '',
  ].join('\n')
}

/** What `ctl COMMAND --help` prints. */
export function describeCommand({ name, summary, input }: AnyCommand): string {
  const { properties, required = [] } = input as unknown as Members
  const members = Object.entries(properties).map(([member, { type, description }]) => {
    const kind = type === undefined || type === 'string' ? 'VALUE' : 'JSON'
    const isRequired = required.includes(member) && member !== 'world'
    return `  --${member} ${kind}${isRequired ? ' (required)' : ''}${description ? `  ${description}` : ''}`
  })
  return [`Usage: mobilepay-mock ctl ${name} [options]`, '', summary, '', ...members, ''].join('\n')
}
