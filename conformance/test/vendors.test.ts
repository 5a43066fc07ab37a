import { beforeAll, expect, it } from 'vitest'
import { describeWith, program } from '../../mock-server/test/support/require.ts'
import { families } from '../src/checks/families.ts'
import { type CheckResult, runChecks } from '../src/run/run-checks.ts'
import type { Verdict } from '../src/run/verdicts.ts'
import { buildOpenIddict, startOidcProvider, startOpenIddict, type Vendor } from './support/vendors.ts'

/** Each finding is judged in docs/explanation/other-vendors.md: what is new has to be read, and judged there. */
interface Judged {
  readonly fail: readonly string[]
  readonly warn: readonly string[]
}

const checks = families.flatMap((family) => family.checks)
const minutes = 60_000
const never: readonly Verdict[] = ['inconclusive', 'known', 'fixed', 'config']

it('oidc-provider is found to do what is judged in the note, and nothing else', { timeout: 5 * minutes }, async () => {
  await using provider = await startOidcProvider()
  await expectJudged(provider, {
    fail: ['D-22', 'A-03', 'A-16', 'C-10', 'T-03', 'T-17', 'T-27', 'R-02'],
    warn: ['D-25', 'K-15', 'A-46', 'A-53', 'C-14', 'I-30', 'T-41', 'T-43'],
  })
})

describeWith([program('dotnet')], 'OpenIddict', () => {
  beforeAll(buildOpenIddict, 5 * minutes)

  it('is found to do what is judged in the note, and nothing else', { timeout: 5 * minutes }, async () => {
    await using provider = await startOpenIddict()
    await expectJudged(provider, {
      fail: ['A-22', 'A-26', 'A-49', 'T-17', 'T-31', 'T-38'],
      warn: [
        ...['D-08', 'D-17', 'D-25', 'D-27', 'K-15', 'A-25', 'A-27', 'A-41', 'A-46', 'A-53', 'C-14', 'I-30', 'T-42'],
        ...['R-13', 'R-14', 'R-26'],
      ],
    })
  })
})

async function expectJudged({ target }: Vendor, { fail, warn }: Judged): Promise<void> {
  const { results } = await runChecks({ subject: target.label, targets: [target], checks, today: '2026-11-25' })
  const ids = (verdict: Verdict) => results.filter((result) => result.verdict === verdict).map(({ id }) => id)
  expect({ fail: ids('fail'), warn: ids('warn') }, explain(results)).toEqual({ fail, warn })
  for (const verdict of never) expect(ids(verdict), verdict).toEqual([])
  expect(ids('pass').length).toBeGreaterThan(checks.length / 2)
  expect(results).toHaveLength(checks.length)
}

function explain(results: readonly CheckResult[]): string {
  return results
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn' || never.includes(verdict))
    .map(({ id, verdict, actual, reason }) => `${id} ${verdict}: ${JSON.stringify(actual)} ${reason ?? ''}`)
    .join('\n')
}
