import { randomUUID } from 'node:crypto'
import { KeptMap } from './kept/map.ts'
import type { KeptState } from './kept/state.ts'

/** What a merchant's user allowed a client: MobilePay's standing consent. */
export interface GrantRecord {
  /** The id of the engine's Grant, by which codes and tokens hang together. */
  readonly id: string
  readonly sub: string
  readonly clientId: string
  /** Absent where the token is to carry no merchant. */
  readonly merchantId: string | undefined
  readonly scopes: readonly string[]
}

export type GrantKey = Pick<GrantRecord, 'sub' | 'clientId' | 'merchantId'>

/** Consents of one stage: one per user, client and merchant (facts, 7 and 10). */
export class Grants {
  readonly #records: GrantMap

  constructor(state: KeptState, name: string) {
    this.#records = new GrantMap(state, name)
  }

  find(key: GrantKey): GrantRecord | undefined {
    return this.#records.get(keyOf(key))
  }

  get all(): readonly GrantRecord[] {
    return [...this.#records.values()]
  }

  byId(id: string): GrantRecord | undefined {
    return this.#records.byId.get(id)
  }

  /** Remembers the scopes chosen last, in place of those before, as IdentityServer does. */
  allow(key: GrantKey, scopes: readonly string[]): GrantRecord {
    const record = { ...key, id: this.find(key)?.id ?? randomUUID(), scopes }
    this.#records.set(keyOf(key), record)
    return record
  }

  /** Forgets every consent that the user gave the client, and says which grants are gone. */
  remove(sub: string, clientId?: string): string[] {
    const gone = this.all.filter(
      (record) => record.sub === sub && (clientId === undefined || record.clientId === clientId),
    )
    for (const record of gone) this.removeOne(record)
    return gone.map((record) => record.id)
  }

  removeOne(record: GrantRecord): void {
    this.#records.delete(keyOf(record))
  }
}

/** Finds grants by their ids as well. */
class GrantMap extends KeptMap<GrantRecord> {
  readonly byId = new Map<string, GrantRecord>()

  protected override place(key: string, record: GrantRecord): void {
    super.place(key, record)
    this.byId.set(record.id, record)
  }

  protected override remove(key: string): boolean {
    const record = this.get(key)
    if (record) this.byId.delete(record.id)
    return super.remove(key)
  }

  protected override removeAll(): void {
    super.removeAll()
    this.byId.clear()
  }
}

function keyOf({ sub, clientId, merchantId }: GrantKey): string {
  return JSON.stringify([sub, clientId, merchantId ?? null])
}
