import type { Check } from '../checks/check.ts'
import type { CheckResult } from '../run/check-result.ts'
import { runChecks } from '../run/run-checks.ts'
import { type MockSubject, targetOf } from '../subjects/mock-subject.ts'
import { checksFor, checksForPair, providerChecks } from './families-of.ts'
import { type Variation, variations } from './healthy-variations.ts'
import { randomFrom, shuffled } from './random.ts'
import type { Examined, Run, RunOutcome } from './task.ts'

const environment = 'sandbox-dk'
const generation = '2024'
const today = new Date().toISOString().slice(0, 10)
type Order = Omit<Variation, 'what'>

/** Runs the suite against one provider of a mock: a world of its own, with its faults switched on for good. */
export async function runTask(subject: MockSubject, run: Run): Promise<RunOutcome> {
  const chosen = run.kind === 'healthy' ? variationsOf(run.seed) : []
  const faults = run.kind === 'defects' ? run.defects.map(({ fault }) => ({ fault, parameters: {} })) : []
  const results = await examine(subject, [...chosen.flat(), ...faults], checksOf(run))
  return {
    examined: results.map(examinedOf),
    variations: chosen.flatMap((variation) => variation.slice(0, 1).map(({ what }) => what)),
  }
}

function checksOf(run: Run): readonly Check[] {
  if (run.kind !== 'defects') return providerChecks
  const [first, ...others] = run.defects
  return first && others.length === 0 ? checksFor(first, run.everything) : checksForPair(run.defects, run.everything)
}

async function examine(
  { server }: MockSubject,
  orders: readonly Order[],
  checks: readonly Check[],
): Promise<readonly CheckResult[]> {
  using world = server.createWorld({ generation, consent: 'page' })
  for (const { fault, parameters } of orders) {
    await server.control.run('faults.add', { world: world.name, fault, times: 'always', parameters: { ...parameters } })
  }
  const target = targetOf(server, world, environment, generation)
  const { results } = await runChecks({ subject: 'mock', targets: [target], checks, today })
  return results
}

function variationsOf(seed: number): readonly (readonly Variation[])[] {
  const random = randomFrom(seed)
  const count = 1 + Math.floor(random() * 5)
  const seen = new Set<string>()
  // Two that set fields of the callback would take turns, not act together.
  return shuffled(variations, random)
    .filter(
      ([first]) =>
        first?.fault === 'token-claims-set' || (first !== undefined && !seen.has(first.fault) && seen.add(first.fault)),
    )
    .slice(0, count)
}

function examinedOf({ id, verdict, title, expected, actual, reason }: CheckResult): Examined {
  const said = `${title} ${JSON.stringify(expected)} ${JSON.stringify(actual)} ${reason ?? ''}`
  return { check: id, verdict, reason, said }
}
