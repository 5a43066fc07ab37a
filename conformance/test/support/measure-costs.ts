import { families } from '../../src/checks/families.ts'
import type { RecordedExchange } from '../../src/run/evidence.ts'
import { runChecks } from '../../src/run/run-checks.ts'
import type { Cost } from '../../src/sandbox/budget.ts'
import { startTlsMock } from './tls-mock.ts'

/** What each check costs a provider, measured against a mock under the real names. */
export async function measureCosts(): Promise<Readonly<Record<string, Cost>>> {
  await using mock = await startTlsMock()
  const { lab: _lab, ...target } = mock.target
  const costs: Record<string, Cost> = {}
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
  return costs
}

function bringsCode({ response: { headers, body } }: RecordedExchange): boolean {
  return /[?&#]code=/.test(headers.location ?? '') || /name=["']code["']/.test(body)
}

function logsIn({ request: { form = [] }, response }: RecordedExchange): boolean {
  return response.status === 302 && form.some(([name]) => /^password$/i.test(name))
}
