import {
  flagOf,
  otherVariables,
  type SettingName,
  settingNames,
  settingOf,
  variableOf,
} from '../src/config/settings.ts'

/** The reference page of the mock's settings, made from their table. */
export function settingsReference(): string {
  return [
    introduction,
    '| flag | environment variable | in the file | |',
    '|---|---|---|---|',
    ...settingNames.map(row),
    '',
    '## Variables alone',
    '',
    'What is secret, and what is of other commands, is no flag: command lines are in process lists.',
    '',
    '| environment variable | |',
    '|---|---|',
    ...Object.entries(otherVariables).map(([name, says]) => `| \`${name}\` | ${says} |`),
    '',
  ].join('\n')
}

const introduction = `# Settings of the mock

\`mobilepay-mock\` takes each setting as a flag, as an environment variable and as a member of the file that \`--config\`
names. Flags go before variables, variables before the file, and the file before the defaults.

A flag without a value, such as \`--tls\`, has an opposite: \`--no-tls\`. Its variable takes \`true\` and \`false\` (or \`1\` and
\`0\`, \`yes\` and \`no\`, \`on\` and \`off\`). A variable that is set to nothing counts as not set. One that begins with
\`MOBILEPAY_MOCK_\` and is not listed here is an error that names the nearest, except for those that Kubernetes and Docker
set by themselves for a service named \`mobilepay-mock\` (\`MOBILEPAY_MOCK_SERVICE_HOST\`, \`MOBILEPAY_MOCK_PORT=tcp://…\`).

The file holds more than settings: clients, users, merchants and single switches. Its schema is
\`@mobilepay-oidc/mock-server/schemas/config.schema.json\`.

The container's image sets \`MOBILEPAY_MOCK_HOST=0.0.0.0\` and \`MOBILEPAY_MOCK_DATA=/data\`.

This page is generated: \`npx node --conditions=source mock-server/scripts/write-settings-reference.ts\`.
`

function row(name: SettingName): string {
  const { takes, says, notIn } = settingOf(name)
  const variable = variableOf(name)
  const flag = `\`--${flagOf(name)}${takes === undefined ? '' : ` ${takes}`}\``
  const cells = [flag, variable === undefined ? '' : `\`${variable}\``, notIn === undefined ? `\`${name}\`` : '', says]
  return `| ${cells.join(' | ')} |`
}
