import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import type { Exchange } from '../http/exchange.ts'
import type { EndpointLabel } from '../journal/endpoint-label.ts'
import type { ArmedFault } from './armed-fault.ts'
import type { FaultAction } from './fault.ts'
import type { FaultQueue } from './fault-queue.ts'
import type { PointName, PointValues, RuleCase } from './points.ts'

/** Whom an exchange is about, as far as it is known. */
export interface Who {
  readonly clientId?: string | undefined
  readonly merchantId?: string | undefined
  readonly merchantVat?: string | undefined
}

/** The faults of a world, as one exchange meets them. */
export class ExchangeFaults {
  readonly #queue: FaultQueue
  readonly #exchange: () => Exchange
  readonly #endpoint: EndpointLabel
  readonly #environment: EnvironmentName
  /** Whether a fault acts in this exchange, decided where it is met first. */
  readonly #acts = new Map<ArmedFault, boolean>()
  #who: Who = {}

  constructor(queue: FaultQueue, endpoint: EndpointLabel, environment: EnvironmentName, exchange: () => Exchange) {
    this.#queue = queue
    this.#endpoint = endpoint
    this.#environment = environment
    this.#exchange = exchange
  }

  /** Says whom the exchange is about; what is known already stays. */
  know(who: Who): void {
    this.#who = { ...who, ...this.#who }
  }

  /** The value, or what faults make of it. */
  at<Point extends PointName>(point: Point, value: PointValues[Point]): PointValues[Point] {
    if (this.#queue.isIdle && this.#acts.size === 0) return value
    let current = value
    let turnTaken = false
    for (const armed of this.#candidates(point)) {
      if (!this.#isTarget(armed) || (armed.isCounted && turnTaken)) continue
      const changed = this.#act(armed, point, current)
      if (changed === undefined) continue
      current = changed
      turnTaken ||= armed.isCounted
    }
    return current
  }

  /** Whether a fault lets pass what a rule refuses. */
  excuses(ruleCase: RuleCase): boolean {
    return this.at('rule', ruleCase) === 'excused'
  }

  /** One that has spent itself in this exchange goes on to its end. */
  #candidates(point: PointName): readonly ArmedFault[] {
    if (this.#acts.size === 0) return this.#queue.at(point)
    return this.#queue.all.filter((armed) => point in armed.fault.at && (!armed.isSpent || this.#acts.get(armed)))
  }

  #act<Point extends PointName>(armed: ArmedFault, point: Point, value: PointValues[Point]) {
    const action = armed.fault.at[point] as FaultAction<Point> | undefined
    const { order, memory, released } = armed
    const changed = action?.(value, { exchange: this.#exchange(), parameters: order.parameters, memory, released })
    return changed !== undefined && this.#takesPart(armed) ? changed : undefined
  }

  /** Counts the exchange the first time. */
  #takesPart(armed: ArmedFault): boolean {
    const decided = this.#acts.get(armed)
    if (decided !== undefined) return decided
    this.#queue.meet(armed)
    const acts = armed.met >= armed.order.nth && !armed.isSpent
    this.#acts.set(armed, acts)
    if (!acts) return false
    this.#queue.count(armed)
    const { name, breaks } = armed.fault
    this.#exchange().note({ kind: 'faulted', fault: name, what: breaks })
    return true
  }

  #isTarget({ fault, order }: ArmedFault): boolean {
    const { endpoint, environment, client, merchant } = order.target
    const { clientId, merchantId, merchantVat } = this.#who
    return (
      fault.endpoints.includes(this.#endpoint) &&
      (endpoint === undefined || endpoint === this.#endpoint) &&
      (environment === undefined || environment === this.#environment) &&
      (client === undefined || client === clientId) &&
      (merchant === undefined || merchant === merchantId || merchant === merchantVat)
    )
  }
}
