/**
 * Writes `docs/reference/command-line.md` from what the commands say of themselves:
 * `npx node --conditions=source client/scripts/command-reference.ts`.
 */
import { writeFile } from 'node:fs/promises'
import { commonHelp } from '../src/cli/command.ts'
import { commands } from '../src/cli/run-cli.ts'

const target = new URL('../../docs/reference/command-line.md', import.meta.url)

const introduction = `# The command line

\`mobilepay\` comes with \`@mobilepay-oidc/client\`: have a merchant consent, look at what a connection can do, and find out
what is wrong with a set-up before a merchant does. It works against MobilePay's environments and against a mock alike.
This page is generated: \`npx node --conditions=source client/scripts/command-reference.ts\`.

## Settings

Flags come before environment variables, and these before \`config.json\` in \`~/.config/mobilepay\` (\`MOBILEPAY_HOME\` names
another folder).

| flag | environment variable | in config.json |
|---|---|---|
| \`--environment\` | \`MOBILEPAY_ENVIRONMENT\` | \`environment\` |
| \`--mock\` | \`MOBILEPAY_MOCK\` | \`mock\` |
| \`--client-id\` | \`MOBILEPAY_CLIENT_ID\` | \`clientId\` |
| | \`MOBILEPAY_CLIENT_SECRET\` | |
| \`--client-secret-file\` | \`MOBILEPAY_CLIENT_SECRET_FILE\` | \`clientSecretFile\` |
| \`--redirect-uri\` | \`MOBILEPAY_REDIRECT_URI\` | \`redirectUri\` |
| \`--store\` | \`MOBILEPAY_STORE\` | \`store\` |
| | \`MOBILEPAY_API_CLIENT_ID\` (x-ibm-client-id) | \`apiClientId\` |
| | \`MOBILEPAY_API_CLIENT_SECRET\`, \`MOBILEPAY_API_CLIENT_SECRET_FILE\` | \`apiClientSecretFile\` |
| | \`MOBILEPAY_DISCOVERY_URL\`, \`MOBILEPAY_ISSUER\`, \`MOBILEPAY_API_URL\` together | \`discoveryUrl\`, \`issuer\`, \`apiUrl\` |
| | \`MOBILEPAY_SEALING_KEY\` | |

Secrets are taken from variables, files and a prompt, never from flags: command lines are in process lists. Connections are
kept encrypted in \`connections\`, by the key in \`sealing-key\` beside it, which only this user can read.

In CI, where there is no browser, a mock that consents by itself (\`--consent auto\`) answers
\`mobilepay login --headless\`; MobilePay's own login is for people and never asked like that.
`

/** The reference page of the command line. */
export function commandReference(): string {
  const sections = commands.map(({ name, help }) => {
    const own = help.replace(commonHelp, '').trimEnd()
    return `## mobilepay ${name}\n\n\`\`\`text\n${own}\n\`\`\`\n`
  })
  return [introduction, ...sections, `## All commands\n\n\`\`\`text\n${commonHelp}\n\`\`\`\n`].join('\n')
}

if (import.meta.main) await writeFile(target, commandReference())
