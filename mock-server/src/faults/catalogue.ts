import { idTokenFaults } from './catalogue/id-token.ts'
import type { Fault } from './fault.ts'

/** Every fault that can be switched on. */
export const faults: readonly Fault[] = [...idTokenFaults]

const byName = new Map(
  faults.flatMap((fault) => [fault.name, ...(fault.ids ?? [])].map((name) => [name, fault] as const)),
)

/** By its name, or by an id that another catalogue has for it alone. */
export function findFault(name: string): Fault | undefined {
  return byName.get(name)
}
