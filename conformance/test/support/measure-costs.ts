/**
 * Measures what each check costs a provider, for the budget that is printed before a run against a sandbox:
 * `node --conditions=source conformance/test/support/measure-costs.ts` writes conformance/src/sandbox/costs.json.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { families } from '../../src/checks/families.ts'
import type { RecordedExchange } from '../../src/run/evidence.ts'
import { runChecks } from '../../src/run/run-checks.ts'
import { startTlsMock } from './tls-mock.ts'

await using mock = await startTlsMock()
const { lab: _lab, ...target } = mock.target
const costs: Record<string, { requests: number; codes: number; logins: number }> = {}
let current = { requests: 0, codes: 0, logins: 0 }

await runChecks({
  subject: 'costs',
  targets: [target],
  checks: families.flatMap(({ checks }) => checks),
  today: new Date().toISOString().slice(0, 10),
  listener: {
    begin: ({ id }) => {
      current = { requests: 0, codes: 0, logins: 0 }
      costs[id] = current
    },
    exchange: (_id, exchange) => {
      current.requests += 1
      if (bringsCode(exchange)) current.codes += 1
      if (logsIn(exchange)) current.logins += 1
    },
  },
})

function bringsCode({ response: { headers, body } }: RecordedExchange): boolean {
  return /[?&#]code=/.test(headers.location ?? '') || /name=["']code["']/.test(body)
}

function logsIn({ request: { form = [] }, response }: RecordedExchange): boolean {
  return response.status === 302 && form.some(([name]) => /^password$/i.test(name))
}

const lines = Object.entries(costs).map(
  ([id, cost]) =>
    `  "${id}": ${JSON.stringify(cost)
      .replaceAll(/([:,])/g, '$1 ')
      .replace('{', '{ ')
      .replace('}', ' }')}`,
)
await writeFile(join(import.meta.dirname, '../../src/sandbox/costs.json'), `{\n${lines.join(',\n')}\n}\n`)
