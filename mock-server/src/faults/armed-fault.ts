import type { Fault, FaultOrder } from './fault.ts'

/** A fault that is switched on in a world. */
export class ArmedFault {
  readonly id: string
  readonly fault: Fault
  readonly order: FaultOrder
  readonly memory = new Map<string, unknown>()
  readonly released: Promise<void>
  readonly release: () => void
  /** Exchanges that it could act in. */
  met = 0
  /** Exchanges that it has acted in. */
  fired = 0

  constructor(id: string, fault: Fault, order: FaultOrder) {
    this.id = id
    this.fault = fault
    this.order = order
    const { promise, resolve } = Promise.withResolvers<void>()
    this.released = promise
    this.release = resolve
  }

  /** Whether it acts a number of times, and so waits for its turn behind others like it. */
  get isCounted(): boolean {
    return this.order.times !== 'always'
  }

  get isSpent(): boolean {
    return this.order.times !== 'always' && this.fired >= this.order.times
  }
}
