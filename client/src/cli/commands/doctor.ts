import type { ProductScope } from '../../consent/scopes.ts'
import { type Command, commonHelp } from '../command.ts'
import { examine } from '../doctor/examine.ts'
import type { Finding } from '../doctor/finding.ts'
import { exitCodes } from '../exit-codes.ts'
import { readOptions } from '../options.ts'
import { withProgress } from '../progress.ts'
import { readSettings } from '../settings.ts'
import type { Color, Terminal } from '../terminal.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'find out what is wrong before a merchant does',
  help: `Usage: mobilepay doctor [options]

Looks at configuration, DNS, TLS, clock, discovery document, issuer, hosts, keys, client id and secret, redirect URI,
scopes and the stored connections, and says in a sentence what is wrong and what to do. Nobody has to log in; nothing
is changed. One authorization and one token request are sent that can not succeed.

Options:
      --scope NAME            a product that will be asked for, once for each; default invoice

Examples:
  mobilepay doctor
  mobilepay doctor --environment production-dk --scope invoice --scope webhooks
  mobilepay doctor --json | jq '.findings[] | select(.status == "failed")'

${commonHelp}`,
  async run(args, terminal) {
    const { values } = readOptions('doctor', args, { scope: { type: 'string', multiple: true } })
    const settings = await readSettings(values, terminal)
    const scopes = (values.scope ?? ['invoice']) as readonly ProductScope[]
    const findings = await withProgress(terminal, 'Examining', examine(settings, scopes, terminal))
    const isHealthy = findings.every(({ status }) => status !== 'failed')
    if (values.json) terminal.result(JSON.stringify({ healthy: isHealthy, findings }))
    else terminal.result([...findings.map((finding) => line(finding, terminal)), summary(findings)].join('\n'))
    return isHealthy ? exitCodes.done : exitCodes.unhealthy
  },
}

const marks: Readonly<Record<Finding['status'], readonly [Color, string]>> = {
  ok: ['green', 'ok'],
  warning: ['yellow', 'warning'],
  failed: ['red', 'FAILED'],
  skipped: ['dim', 'skipped'],
}

function line({ check, status, sentence, remedy }: Finding, { paintResult }: Terminal): string {
  const [color, word] = marks[status]
  const told = `${paintResult(color, word.padEnd(8))} ${check.padEnd(14)} ${sentence}`
  return remedy === undefined ? told : `${told}\n${' '.repeat(24)}${remedy}`
}

function summary(findings: readonly Finding[]): string {
  const count = (status: Finding['status']) => findings.filter((finding) => finding.status === status).length
  return `\n${count('ok')} fine, ${count('warning')} to look at, ${count('failed')} failed.`
}
