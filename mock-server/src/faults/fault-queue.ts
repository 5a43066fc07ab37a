import { type Collection, KeptState, type StoredEntry } from '../world/kept/state.ts'
import { KeptValue } from '../world/kept/value.ts'
import { ArmedFault, type WrittenFault } from './armed-fault.ts'
import type { Fault, FaultOrder } from './fault.ts'
import type { PointName } from './points.ts'

/** Spent faults that are kept to be looked at. */
const spentKept = 100

/**
 * The faults of one world, in the order in which they were switched on. Those that act a number of times take turns at
 * each point, the oldest first; those that stay until they are taken away act all together.
 */
export class FaultQueue implements Collection {
  readonly name = 'faults'
  /** Finds faults that somebody else has switched on; the catalogue is read only where there may be any. */
  catalogue: (name: string) => Fault | undefined = () => undefined
  readonly #state: KeptState
  readonly #lastId: KeptValue<number>
  #armed: readonly ArmedFault[] = []
  #byPoint: ReadonlyMap<string, readonly ArmedFault[]> = new Map()
  /** Those that were there before all came anew: whoever is held by one knows it. */
  #former: readonly ArmedFault[] = []

  constructor(state = new KeptState()) {
    this.#state = state
    state.add(this)
    this.#lastId = new KeptValue(state, 'last-fault', 0)
  }

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
    this.#lastId.value += 1
    const armed = this.#create(String(this.#lastId.value), fault, order)
    this.#replace([...this.#armed, armed])
    this.#state.note(this, armed.id)
    return armed
  }

  /** Says that a fault could act in one more exchange. */
  meet(armed: ArmedFault): void {
    armed.met += 1
    this.#state.note(this, armed.id)
  }

  /** Says that a fault has acted in one more exchange. */
  count(armed: ArmedFault): void {
    armed.fired += 1
    this.#state.note(this, armed.id)
    if (armed.isSpent) this.#trim()
  }

  /** Lets go what a fault holds. */
  release(armed: ArmedFault): void {
    armed.isReleased = true
    this.#state.note(this, armed.id)
    if (!this.#state.isKept) armed.letGo()
  }

  /** @returns whether there was one. */
  remove(id: string): boolean {
    const found = this.find(id)
    if (found) this.#removeAll([found])
    return found !== undefined
  }

  /** Takes all away, and lets go what they hold. */
  clear(): void {
    this.#removeAll(this.#armed)
  }

  /** The world has ended: nobody is held any more. */
  end(): void {
    for (const armed of this.#armed) armed.letGo()
  }

  keysKept(): Iterable<string> {
    return this.#armed.map(({ id }) => id)
  }

  write(id: string): StoredEntry | undefined {
    const armed = this.find(id)
    return armed && { position: Number(id), json: JSON.stringify(armed.write()) }
  }

  read(id: string, entry: StoredEntry | undefined): void {
    const known = this.find(id) ?? this.#former.find((armed) => armed.id === id)
    const others = this.#armed.filter((armed) => armed.id !== id)
    if (entry) {
      const written = JSON.parse(entry.json) as WrittenFault
      const armed = known ?? this.#createNamed(id, written)
      armed.read(written)
      this.#replace([...others, armed].sort((one, other) => Number(one.id) - Number(other.id)))
    } else {
      known?.letGo()
      this.#replace(others)
    }
  }

  forget(): void {
    this.#former = this.#armed
    this.#replace([])
  }

  /** Only now: a release that a store did not take has let nothing go. */
  settled(): void {
    for (const armed of this.#former) if (!this.#armed.includes(armed)) armed.letGo()
    for (const armed of this.#armed) if (armed.isReleased) armed.letGo()
    this.#former = []
  }

  #createNamed(id: string, { fault: name, order }: WrittenFault): ArmedFault {
    const fault = this.catalogue(name)
    if (!fault) throw new TypeError(`The fault "${name}" was switched on by another version of the mock.`)
    return this.#create(id, fault, order)
  }

  #create(id: string, fault: Fault, order: FaultOrder): ArmedFault {
    return new ArmedFault(id, fault, order, () => this.#state.note(this, id))
  }

  #removeAll(gone: readonly ArmedFault[]): void {
    for (const armed of gone) {
      this.#state.note(this, armed.id)
      if (!this.#state.isKept) armed.letGo()
    }
    this.#former = [...this.#former, ...gone]
    this.#replace(this.#armed.filter((armed) => !gone.includes(armed)))
    if (!this.#state.isKept) this.#former = []
  }

  /** Takes away the oldest of too many spent ones. */
  #trim(): void {
    const surplus = this.#armed.filter(({ isSpent }) => isSpent).slice(0, -spentKept)
    for (const { id } of surplus) this.#state.note(this, id)
    this.#replace(surplus.length === 0 ? this.#armed : this.#armed.filter((one) => !surplus.includes(one)))
  }

  #replace(armed: readonly ArmedFault[]): void {
    this.#armed = armed
    const active = this.#armed.filter(({ isSpent }) => !isSpent)
    const points = new Set(active.flatMap(({ fault }) => Object.keys(fault.at)))
    this.#byPoint = new Map([...points].map((point) => [point, active.filter(({ fault }) => point in fault.at)]))
  }
}
