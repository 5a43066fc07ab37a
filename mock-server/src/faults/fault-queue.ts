import { ArmedFault } from './armed-fault.ts'
import type { Fault, FaultOrder } from './fault.ts'
import type { PointName } from './points.ts'

/** Spent faults that are kept to be looked at. */
const spentKept = 100

/**
 * The faults of one world, in the order in which they were switched on. Those that act a number of times take turns at
 * each point, the oldest first; those that stay until they are taken away act all together.
 */
export class FaultQueue {
  #armed: readonly ArmedFault[] = []
  #byPoint: ReadonlyMap<string, readonly ArmedFault[]> = new Map()
  #lastId = 0

  /** Whether no fault can act now. */
  get isIdle(): boolean {
    return this.#byPoint.size === 0
  }

  /** Whether any fault asks which client or merchant an exchange is about. */
  get asksWho(): boolean {
    return this.#armed.some(({ order: { target }, isSpent }) => !isSpent && (target.client ?? target.merchant))
  }

  /** Spent ones included, the oldest first. */
  get all(): readonly ArmedFault[] {
    return this.#armed
  }

  at(point: PointName): readonly ArmedFault[] {
    return this.#byPoint.get(point) ?? []
  }

  find(id: string): ArmedFault | undefined {
    return this.#armed.find((armed) => armed.id === id)
  }

  arm(fault: Fault, order: FaultOrder): ArmedFault {
    this.#lastId += 1
    const armed = new ArmedFault(String(this.#lastId), fault, order)
    this.#replace([...this.#armed, armed])
    return armed
  }

  /** Says that a fault has acted in one more exchange. */
  count(armed: ArmedFault): void {
    armed.fired += 1
    if (armed.isSpent) this.#replace(this.#armed)
  }

  /** @returns whether there was one. */
  remove(id: string): boolean {
    const found = this.find(id)
    found?.release()
    if (found) this.#replace(this.#armed.filter((armed) => armed !== found))
    return found !== undefined
  }

  /** Takes all away, and lets go what they hold. */
  clear(): void {
    for (const armed of this.#armed) armed.release()
    this.#replace([])
  }

  #replace(armed: readonly ArmedFault[]): void {
    const surplus = armed.filter(({ isSpent }) => isSpent).slice(0, -spentKept)
    this.#armed = surplus.length === 0 ? armed : armed.filter((one) => !surplus.includes(one))
    const active = this.#armed.filter(({ isSpent }) => !isSpent)
    const points = new Set(active.flatMap(({ fault }) => Object.keys(fault.at)))
    this.#byPoint = new Map([...points].map((point) => [point, active.filter(({ fault }) => point in fault.at)]))
  }
}
