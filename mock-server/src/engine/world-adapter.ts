import type { Adapter, AdapterPayload } from 'oidc-provider'
import { BoundedMap } from '../world/bounded-map.ts'
import type { Clock } from '../world/clock.ts'
import { keptSizes } from '../world/kept-sizes.ts'

/** What the engine stores under one id. */
export interface EngineEntry {
  readonly payload: AdapterPayload
  /** World time in milliseconds. */
  readonly expiresAt: number
}

/** An expiry that the engine, which reads the machine's clock, never sees pass: world time alone decides. */
const farAway = 253_402_300_799

/**
 * The engine's storage of one model, in world time. `take` is atomic: of several requests that
 * present one code at once, one gets it. Expired ones are kept too, since a clock that goes back finds them alive;
 * beyond `keptSizes` the oldest go.
 */
export class WorldAdapter implements Adapter {
  readonly #entries: Map<string, EngineEntry>
  readonly #clock: Clock

  constructor(clock: Clock, entries: Map<string, EngineEntry> = new BoundedMap(keptSizes.artifacts)) {
    this.#clock = clock
    this.#entries = entries
  }

  /** @param expiresIn seconds */
  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    this.#put(id, payload, expiresIn)
  }

  #put(id: string, payload: AdapterPayload, expiresIn: number): void {
    this.#entries.delete(id)
    this.#entries.set(id, { payload, expiresAt: this.#clock.now() + expiresIn * 1000 })
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.peek(id)
  }

  /** What is stored and has not expired in world time. */
  peek(id: string): AdapterPayload | undefined {
    const entry = this.#entries.get(id)
    if (!entry || this.#clock.now() > entry.expiresAt) return undefined
    return { ...entry.payload, exp: farAway }
  }

  /** Gets an artifact and removes it in one step. */
  take(id: string): AdapterPayload | undefined {
    const payload = this.peek(id)
    this.#entries.delete(id)
    return payload
  }

  /**
   * Adds to what was stored a moment ago, under the name by which it goes out.
   * @param expiresIn seconds
   */
  settle(id: string, name: string, changes: AdapterPayload, expiresIn: number): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#entries.delete(id)
    this.#put(name, { ...entry.payload, ...changes, jti: name }, expiresIn)
  }

  /** Begins the life of what is stored anew. */
  extend(id: string, expiresIn: number): void {
    const entry = this.#entries.get(id)
    if (entry) this.#put(id, entry.payload, expiresIn)
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(id)
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(id)
  }

  async consume(id: string): Promise<void> {
    this.#entries.delete(id)
  }

  async findByUid(): Promise<undefined> {}

  async findByUserCode(): Promise<undefined> {}
}
