import type { Defect } from './defect.ts'
import { randomFrom, shuffled } from './random.ts'
import type { Task } from './task.ts'

export interface PlanOptions {
  readonly defects: readonly Defect[]
  readonly pairs: number
  readonly healthy: number
  readonly seed: number
  /** Whether every family looks at every defect, not those alone that may see it. */
  readonly everything: boolean
}

/**
 * Healthy providers that differ, pairs of defects, and each alone: what takes longest is begun first, so that no worker is
 * left with it in the end.
 */
export function planTasks({ defects, pairs, healthy, seed, everything }: PlanOptions): readonly Task[] {
  return [
    ...Array.from({ length: healthy }, (_, index): Task => ({ kind: 'healthy', seed: seed + index })),
    ...pairsOf(defects, pairs, seed).map((pair): Task => ({ kind: 'defects', defects: pair, everything })),
    ...defects.map((defect): Task => ({ kind: 'defects', defects: [defect], everything })),
  ]
}

/** Pairs at random, the same for the same seed. */
function pairsOf(defects: readonly Defect[], count: number, seed: number): readonly (readonly Defect[])[] {
  const random = randomFrom(seed)
  return Array.from({ length: defects.length < 2 ? 0 : count }, () => shuffled(defects, random).slice(0, 2))
}
