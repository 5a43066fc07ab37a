import type { Check } from '../checks/check.ts'
import type { CheckResult } from '../run/check-result.ts'
import { runChecks } from '../run/run-checks.ts'
import { type MockSubject, targetOf } from '../subjects/mock-subject.ts'
import { checksFor, checksForPair, providerChecks } from './families-of.ts'
import { type Variation, variations } from './healthy-variations.ts'
import { randomFrom, shuffled } from './random.ts'
import type { Red, Task, TaskResult } from './task.ts'

const environment = 'sandbox-dk'
const generation = '2024'
const today = new Date().toISOString().slice(0, 10)
const worse: ReadonlySet<string> = new Set(['fail', 'warn', 'config', 'inconclusive'])

/** A recorded deviation that is gone shows a defect, and in a healthy provider no more than that it is healthier. */
function worseFor({ kind }: Task): ReadonlySet<string> {
  return kind === 'healthy' ? worse : new Set([...worse, 'fixed'])
}

type Order = Omit<Variation, 'what'>

/** Runs the suite against one provider of a mock: a world of its own, with its faults switched on for good. */
export async function runTask(
  subject: MockSubject,
  task: Task,
  healthy: ReadonlyMap<string, string>,
): Promise<TaskResult> {
  const chosen = task.kind === 'healthy' ? variationsOf(task.seed) : []
  const orders: readonly Order[] =
    task.kind === 'healthy' ? chosen.flat() : task.defects.map(({ fault }) => ({ fault, parameters: {} }))
  const results = await examine(subject, orders, checksOf(task))
  const isRed = ({ id, verdict }: CheckResult) => worseFor(task).has(verdict) && verdict !== healthy.get(id)
  const catching = task.kind === 'healthy' ? [] : task.defects.flatMap(({ expectedChecks }) => expectedChecks)
  return {
    reds: results.filter(isRed).map(redOf),
    unmoved: results
      .filter((result) => catching.includes(result.id) && !isRed(result))
      .map(({ id, verdict, reason }) => ({ check: id, verdict, reason })),
    variations: chosen.flatMap((variation) => variation.slice(0, 1).map(({ what }) => what)),
    checksRun: results.length,
  }
}

function checksOf(task: Task): readonly Check[] {
  if (task.kind === 'healthy') return providerChecks
  const [first, ...others] = task.defects
  return first && others.length === 0 ? checksFor(first, task.everything) : checksForPair(task.defects, task.everything)
}

/** What each check says of the provider as it is. */
export async function healthyVerdicts(subject: MockSubject): Promise<ReadonlyMap<string, string>> {
  return new Map((await examine(subject, [], providerChecks)).map(({ id, verdict }) => [id, verdict]))
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

function redOf({ id, verdict, title, expected, actual, reason }: CheckResult): Red {
  return { check: id, verdict, said: `${title} ${JSON.stringify(expected)} ${JSON.stringify(actual)} ${reason ?? ''}` }
}
