import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import type { Check } from '../checks/check.ts'
import { type Summary, summarize } from '../reports/summarize.ts'
import type { CheckResult } from '../run/check-result.ts'
import { runChecks } from '../run/run-checks.ts'
import { type Difference, differencesOf } from './compare-verdicts.ts'
import type { Setup } from './setup.ts'

export interface EverywhereOptions {
  readonly setups: readonly Setup[]
  readonly checks: readonly Check[]
  readonly environments: readonly EnvironmentName[]
  readonly generation: Generation
  /** Hears of each set-up before it is tried. */
  readonly begin?: (setup: Setup) => void
}

/** What the suite came to in one set-up. */
export type SetupResult =
  | {
      readonly kind: 'ran'
      readonly setup: string
      readonly title: string
      readonly summary: Summary
      /** From the first set-up that ran. */
      readonly differences: readonly Difference[]
      /** Checks that this set-up cannot judge, with the reason. */
      readonly untestable: Readonly<Record<string, string>>
      readonly seconds: number
    }
  | {
      readonly kind: 'missing'
      readonly setup: string
      readonly title: string
      readonly tool: string | undefined
      readonly reason: string
    }

/** Holds the mock against the same checks in each set-up, one after another, and compares what they come to. */
export async function runEverywhere({ setups, begin, ...options }: EverywhereOptions): Promise<readonly SetupResult[]> {
  const results: SetupResult[] = []
  let base: readonly CheckResult[] | undefined
  for (const setup of setups) {
    const { name, title, tool, untestable = {} } = setup
    const reason = setup.missing?.()
    if (reason !== undefined) {
      results.push({ kind: 'missing', setup: name, title, tool, reason })
      continue
    }
    begin?.(setup)
    const started = performance.now()
    const run = await runIn(setup, options)
    base ??= run
    const seconds = Math.round((performance.now() - started) / 100) / 10
    const differences = differencesOf(base, run, untestable)
    results.push({ kind: 'ran', setup: name, title, summary: summarize(run), differences, untestable, seconds })
  }
  return results
}

async function runIn(
  { name, open }: Setup,
  { checks, environments, generation }: Omit<EverywhereOptions, 'setups' | 'begin'>,
): Promise<readonly CheckResult[]> {
  await using subject = await open(generation, environments)
  const today = new Date().toISOString().slice(0, 10)
  const { results } = await runChecks({ subject: name, targets: subject.targets, checks, today })
  return results
}
