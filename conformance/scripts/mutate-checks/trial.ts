import type { Check } from '../../src/checks/check.ts'
import { families } from '../../src/checks/families.ts'
import { runChecks } from '../../src/run/run-checks.ts'
import type { Target } from '../../src/subjects/target.ts'
import type { Scene } from './scenes.ts'

/** One check against one provider, and what it comes to while no mutant is on. */
export interface Trial {
  readonly check: Check
  readonly scene: Scene
  readonly outcome: string
  readonly reached: ReadonlySet<number>
  readonly milliseconds: number
}

/** Every check of a provider. */
export const checks = families.filter(({ id }) => id !== 'RP').flatMap((family) => family.checks)

const today = new Date().toISOString().slice(0, 10)

export function nameOf({ check, scene }: Trial): string {
  return `${check.id} ${scene.name}`
}

/** The verdict, and what was found, without the figures that differ from run to run; or that the runner itself broke. */
export async function outcomeOf(check: Check, scene: Scene): Promise<string> {
  try {
    return await scene.play((target) => outcomeAt(target, check, scene))
  } catch (error) {
    return `threw ${error}`
  }
}

async function outcomeAt(target: Target, check: Check, scene: Scene): Promise<string> {
  const before = checks.filter(({ id }) => id !== check.id && scene.before?.includes(id))
  const { results } = await runChecks({
    subject: 'mock',
    targets: [target],
    checks: [...before, check],
    today,
    checkTimeoutMs: 20_000,
  })
  const { verdict = 'none', actual = null, reason = '' } = results.find(({ id }) => id === check.id) ?? {}
  return `${verdict} ${JSON.stringify(actual)} ${reason}`.replace(/\d+/g, '0')
}
