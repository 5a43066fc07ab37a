import { WatchedMap } from '../world/kept/watched.ts'
import type { Fault, FaultOrder } from './fault.ts'

/** A fault that is switched on, as plain data. */
export interface WrittenFault {
  readonly fault: string
  readonly order: FaultOrder
  readonly met: number
  readonly fired: number
  readonly isReleased: boolean
  readonly memory: readonly (readonly [string, unknown])[]
}

/** A fault that is switched on in a world. */
export class ArmedFault {
  readonly id: string
  readonly fault: Fault
  readonly order: FaultOrder
  readonly released: Promise<void>
  /** Lets go what it holds. */
  readonly letGo: () => void
  readonly memory: WatchedMap<string, unknown>
  /** Exchanges that it could act in. */
  met = 0
  /** Exchanges that it has acted in. */
  fired = 0
  /** Whether it is to let go what it holds. */
  isReleased = false

  /** @param changed called when its memory changes */
  constructor(id: string, fault: Fault, order: FaultOrder, changed: () => void) {
    this.id = id
    this.fault = fault
    this.order = order
    this.memory = new WatchedMap([], changed)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.released = promise
    this.letGo = resolve
  }

  /** Whether it acts a number of times, and so waits for its turn behind others like it. */
  get isCounted(): boolean {
    return this.order.times !== 'always'
  }

  get isSpent(): boolean {
    return this.order.times !== 'always' && this.fired >= this.order.times
  }

  /** As plain data. */
  write(): WrittenFault {
    const { fault, order, met, fired, isReleased, memory } = this
    const known = [...memory].filter(([, value]) => value !== undefined)
    return { fault: fault.name, order, met, fired, isReleased, memory: known }
  }

  /** Takes over how far it has come elsewhere. */
  read({ met, fired, isReleased, memory }: WrittenFault): void {
    this.met = met
    this.fired = fired
    this.isReleased = isReleased
    this.memory.refill(memory)
  }
}
