import type { Examined, RunOutcome, Task, TaskResult } from './task.ts'

const worse: ReadonlySet<string> = new Set(['fail', 'warn', 'config', 'inconclusive'])

/** A recorded deviation that is gone shows a defect, and in a healthy provider no more than that it is healthier. */
function worseFor({ kind }: Task): ReadonlySet<string> {
  return kind === 'healthy' ? worse : new Set([...worse, 'fixed'])
}

/**
 * What a run came to, against the provider as it is.
 * @param baseline the verdicts of the provider as it is
 */
export function judgeRun(task: Task, { examined, variations }: RunOutcome, baseline: RunOutcome): TaskResult {
  const healthy = new Map(baseline.examined.map(({ check, verdict }) => [check, verdict]))
  const bad = worseFor(task)
  const isRed = ({ check, verdict }: Examined) => bad.has(verdict) && verdict !== healthy.get(check)
  const catching = task.kind === 'healthy' ? [] : task.defects.flatMap(({ expectedChecks }) => expectedChecks)
  return {
    reds: examined.filter(isRed).map(({ check, verdict, said }) => ({ check, verdict, said })),
    unmoved: examined
      .filter((one) => catching.includes(one.check) && !isRed(one))
      .map(({ check, verdict, reason }) => ({ check, verdict, reason })),
    variations,
  }
}
