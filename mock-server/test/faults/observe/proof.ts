import { findFault } from '../../../src/faults/catalogue.ts'
import type { Fault } from '../../../src/faults/fault.ts'
import type { PointName } from '../../../src/faults/points.ts'
import type { CommandInput } from '../../../src/index.ts'
import type { ExpectedChanges } from './compare.ts'
import { type PartName, parts } from './observe.ts'

/** What a fault changes, and that it changes nothing else. Rows were recorded once: they pin what a fault does today. */
export interface Proof {
  readonly changes: ExpectedChanges
  /** How the fault is switched on. */
  readonly order?: Pick<CommandInput<'faults.add'>, 'parameters' | 'target'>
  /** What is looked at, where it is less than all that the fault's endpoints concern. */
  readonly parts?: readonly PartName[]
  /** Milliseconds of silence that count as an answer. */
  readonly patience?: number
}

/** Proofs by the fault's name; several where parameters matter. */
export type Proofs = Readonly<Record<string, Proof | readonly Proof[]>>

/** Points that say nothing to a request that is refused. */
const onSuccess: readonly PointName[] = ['token', 'token-response']
const rules: readonly PartName[] = ['authorize', 'token', 'refresh', 'pages']

/** The parts that a fault can show itself in: those of its endpoints, without what only asks for refusals where it acts on successes alone. */
export function partsOf(fault: Fault): readonly PartName[] {
  const all = Object.keys(parts) as PartName[]
  const touched = all.filter((name) => parts[name].endpoints.some((endpoint) => fault.endpoints.includes(endpoint)))
  const isNarrow = Object.keys(fault.at).every((point) => onSuccess.includes(point as PointName))
  return isNarrow ? touched.filter((name) => !rules.includes(name)) : touched
}

/** @throws where there is no such fault */
export function faultNamed(name: string): Fault {
  const fault = findFault(name)
  if (!fault) throw new Error(`The catalogue has no fault "${name}".`)
  return fault
}
