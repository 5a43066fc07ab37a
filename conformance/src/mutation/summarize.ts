import type { Family } from '../checks/check.ts'
import type { HostileResult, TwinResult } from '../hostile/run-hostile.ts'
import { attributes } from './attribution.ts'
import type { Defect } from './defect.ts'
import { provenElsewhere } from './proving.ts'
import type { Red, Task, TaskResult, Unmoved } from './task.ts'

export interface DefectReport {
  readonly fault: string
  readonly id: string | null
  readonly breaks: string
  readonly detected: boolean
  /** Whether a check that saw it names what was seeded. */
  readonly attributed: boolean
  readonly seenBy: readonly string[]
  /** Checks that turned red for it beside those by which it was to be caught. */
  readonly collateral: readonly string[]
}

export interface MutationReport {
  readonly summary: {
    readonly defects: number
    readonly detected: number
    readonly attributed: number
    readonly pairs: number
    /** Pairs of which both were seen. */
    readonly pairsDetected: number
    readonly healthy: number
    readonly falseAlarms: number
    readonly deadChecks: number
    readonly hostile: number
    readonly rejected: number
    /** Twins, to which nothing was done, and those of them that were wrongly refused. */
    readonly twins: number
    readonly twinsRefused: number
    readonly seconds: number
  }
  readonly defects: readonly DefectReport[]
  readonly pairs: readonly {
    readonly faults: readonly string[]
    readonly missed: readonly string[]
    /** What the checks say that were to catch what was missed. */
    readonly unmoved: readonly Unmoved[]
  }[]
  readonly falseAlarms: readonly {
    readonly seed: number
    readonly variations: readonly string[]
    readonly reds: readonly Red[]
  }[]
  /** MUST checks that no defect turned red. */
  readonly deadChecks: readonly string[]
  /** MUST checks that this run gives no occasion to fail, and the tests that do. */
  readonly provenElsewhere: Readonly<Record<string, string>>
  readonly hostile: readonly {
    readonly title: string
    readonly ids: readonly string[]
    readonly verdict: string
    readonly isRight: boolean
  }[]
}

export interface Findings {
  readonly tasks: readonly Task[]
  readonly results: readonly TaskResult[]
  readonly families: readonly Family[]
  readonly hostile: readonly HostileResult[]
  readonly twins: readonly TwinResult[]
  readonly seconds: number
}

export function summarize({ tasks, results, families, hostile, twins, seconds }: Findings): MutationReport {
  const runs = tasks.map((task, index) => ({ task, result: results[index] ?? nothing }))
  const defects = runs.flatMap(({ task, result }) => reportAlone(task, result))
  const pairs = runs.flatMap(({ task, result }) => reportPair(task, result))
  const falseAlarms = runs.flatMap(({ task, result: { reds, variations } }) =>
    task.kind === 'healthy' && reds.length > 0 ? [{ seed: task.seed, variations, reds }] : [],
  )
  const seen = new Set(
    runs.filter(({ task }) => task.kind === 'defects').flatMap(({ result }) => result.reds.map(({ check }) => check)),
  )
  const must = families
    .filter(({ id }) => id !== 'RP')
    .flatMap(({ checks }) => checks)
    .filter(({ level }) => level === 'MUST')
  const deadChecks = must.map(({ id }) => id).filter((id) => !seen.has(id) && !(id in provenElsewhere))
  const harmful = hostile.filter(({ expected }) => expected.outcome === 'rejected')
  return {
    summary: {
      defects: defects.length,
      detected: defects.filter(({ detected }) => detected).length,
      attributed: defects.filter(({ attributed }) => attributed).length,
      pairs: pairs.length,
      pairsDetected: pairs.filter(({ missed }) => missed.length === 0).length,
      healthy: tasks.filter(({ kind }) => kind === 'healthy').length,
      falseAlarms: falseAlarms.length,
      deadChecks: deadChecks.length,
      hostile: harmful.length,
      rejected: harmful.filter(({ isRight }) => isRight).length,
      twins: twins.length,
      twinsRefused: twins.filter(({ isRight }) => !isRight).length,
      seconds,
    },
    defects,
    pairs,
    falseAlarms,
    deadChecks,
    provenElsewhere,
    hostile: hostile.map(({ title, ids, verdict, isRight }) => ({ title, ids, verdict, isRight })),
  }
}

const nothing: TaskResult = { reds: [], unmoved: [], variations: [] }

function reportAlone(task: Task, { reds }: TaskResult): readonly DefectReport[] {
  const [defect, another] = task.kind === 'defects' ? task.defects : []
  if (!defect || another) return []
  const { fault, id, breaks, expectedChecks } = defect
  const seenBy = reds.map(({ check }) => check)
  const collateral = expectedChecks.length === 0 ? [] : seenBy.filter((check) => !expectedChecks.includes(check))
  const by = catching(defect, reds)
  return [
    {
      fault,
      id: id ?? null,
      breaks,
      detected: by.length > 0,
      attributed: by.some((red) => attributes(defect, red)),
      seenBy,
      collateral,
    },
  ]
}

/** The reds that count: of the checks that are to catch it, where somebody has said which. */
function catching({ expectedChecks }: Defect, reds: readonly Red[]): readonly Red[] {
  return expectedChecks.length === 0 ? reds : reds.filter(({ check }) => expectedChecks.includes(check))
}

function reportPair(task: Task, { reds, unmoved }: TaskResult): MutationReport['pairs'] {
  if (task.kind !== 'defects' || task.defects.length < 2) return []
  const missed = task.defects.filter((defect) => catching(defect, reds).length === 0)
  const silent = missed.flatMap(({ expectedChecks }) => expectedChecks)
  return [
    {
      faults: task.defects.map(({ fault }) => fault),
      missed: missed.map(({ fault }) => fault),
      unmoved: unmoved.filter(({ check }) => silent.includes(check)),
    },
  ]
}
