import type { Check } from '../checks/check.ts'
import type { CheckResult } from '../run/check-result.ts'
import { type CheckBounds, runCheck } from '../run/run-check.ts'
import type { Cleared } from '../run/run-checks.ts'
import type { TargetRun } from '../run/target-run.ts'
import { clientId } from './client-id.ts'
import { clock } from './clock.ts'
import { merchantVat } from './merchant-vat.ts'
import { asCheck, type PreflightCheck } from './preflight-check.ts'
import { reachable } from './reachable.ts'
import { redirectUri } from './redirect-uri.ts'
import { registration } from './registration.ts'
import { secret } from './secret.ts'
import { userLogin } from './user-login.ts'

/** In the order in which they are made: what the later ones find would mean nothing where an earlier one found something. */
export const preflightChecks: readonly PreflightCheck[] = [
  reachable,
  clock,
  clientId,
  redirectUri,
  merchantVat,
  secret,
  registration,
  userLogin,
]

/** Milliseconds for a look; a login takes as long as a check may. */
const timeoutMs = 30_000

/**
 * Looks at the configuration before any check, so that a mistake there is not taken for one of the provider. At most
 * four requests, and the login of a script, once. Where it finds something, checks that need a login have none.
 * @param checks those that are to run
 * @param bounds those of a check
 */
export async function preflight(run: TargetRun, checks: readonly Check[], bounds: CheckBounds): Promise<Cleared> {
  const results: CheckResult[] = []
  for (const look of preflightChecks) {
    if (run.target.loginProblem !== undefined && look.blocks === 'logins') continue
    if (look.isWanted?.(checks) === false) continue
    const result = await runCheck(asCheck(look), run, [], look === userLogin ? bounds : { ...bounds, timeoutMs })
    results.push(result)
    const problem = problemOf(result)
    if (problem === undefined) continue
    if (look.blocks === 'everything') return { results, blocked: problem }
    if (look.blocks === 'logins' && result.verdict === 'config') run.withdrawLogin(problem)
  }
  return { results }
}

function problemOf({ id, verdict, reason = '' }: CheckResult): string | undefined {
  return verdict === 'config' || verdict === 'inconclusive' ? `${reason} (${id})` : undefined
}
