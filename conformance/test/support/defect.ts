import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import { discovery } from '../../src/checks/discovery/index.ts'
import { jwks } from '../../src/checks/jwks/index.ts'
import { type CheckResult, runChecks } from '../../src/run/run-checks.ts'
import type { Verdict } from '../../src/run/verdicts.ts'
import { StandIn } from './stand-in.ts'

/** One change of a healthy provider, and what the suite must say about it. */
export interface Defect {
  readonly check: string
  readonly defect: string
  readonly change: (provider: StandIn) => void
  readonly verdict: Verdict
  /** Other checks that fail for the same cause; none else may. D-30 sees every change of the document and is left out. */
  readonly alsoFail?: readonly string[]
  readonly environment?: EnvironmentName
  readonly generation?: Generation
}

/** The families that the stand-in is made for: those of documents. */
export const documentFamilies = [discovery, jwks]
const all = documentFamilies.flatMap((family) => family.checks)

/** Every check of documents against the stand-in. */
export async function examine(provider: StandIn): Promise<readonly CheckResult[]> {
  const { results } = await runChecks({
    subject: 'stand-in',
    targets: [provider.target],
    checks: all,
    today: '2026-11-24',
  })
  return results
}

/** The verdict of the named check, and the other checks that failed. */
export async function verdictOn({ check, change, environment, generation }: Defect) {
  const provider = new StandIn(environment, generation)
  change(provider)
  const results = await examine(provider)
  const found = results.find(({ id }) => id === check)
  const others = results.filter(({ id, verdict }) => verdict === 'fail' && id !== check && id !== 'D-30')
  return { verdict: found?.verdict, result: found, alsoFail: others.map(({ id }) => id) }
}

/** Takes the target for another vendor's provider at that address. */
export function foreign(provider: StandIn, discoveryUrl: string): void {
  const { environment: _pinned, ...rest } = provider.target
  provider.changes = { ...rest, environment: undefined, discoveryUrl, label: new URL(discoveryUrl).host }
}
