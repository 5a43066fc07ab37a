import type { Check, SandboxClass } from '../checks/check.ts'
import { untested } from '../checks/outcome.ts'

/** What the person has allowed towards a host of others. */
export interface Allowance {
  /** Checks may burn codes and refresh tokens. */
  readonly burn: boolean
  /** Checks may revoke, replay, and change what others see. */
  readonly destructive: boolean
}

/** Why a check may not run against a host of others; undefined where it may. */
export function forbidden(sandbox: SandboxClass, { burn, destructive }: Allowance): string | undefined {
  switch (sandbox) {
    case 'unattended':
    case 'human-login':
      return undefined
    case 'burns-code':
      return burn || destructive ? undefined : 'It burns codes or refresh tokens: --burn allows that.'
    case 'destructive':
      return destructive ? undefined : 'It revokes or replays tokens: --destructive allows that.'
    case 'mock-only':
      return 'It is for mocks alone.'
  }
}

/** The same checks; those that may not run say so in place of running, as untested. */
export function allowedChecks(checks: readonly Check[], allowance: Allowance): readonly Check[] {
  return checks.map((check) => {
    const reason = forbidden(check.sandbox, allowance)
    return reason === undefined ? check : { ...check, run: () => untested(reason) }
  })
}
