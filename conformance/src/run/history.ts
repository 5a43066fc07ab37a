import { randomBytes, scryptSync } from 'node:crypto'

/** What runs before this one have seen, as it is kept between them. */
export interface KeptHistory {
  readonly version: 1
  /** 32 random bytes in base64url; made once for the file. */
  readonly salt: string
  /** Hashes by environment and kind, such as `sandbox-dk code`. */
  readonly seen: Readonly<Record<string, readonly string[]>>
}

/** JSON Schema (2020-12) of the file. */
export const historySchema = {
  type: 'object',
  required: ['version', 'salt', 'seen'],
  additionalProperties: false,
  properties: {
    version: { const: 1 },
    salt: { type: 'string', pattern: '^[\\w-]{43}$' },
    seen: {
      type: 'object',
      additionalProperties: { type: 'array', items: { type: 'string', pattern: '^[\\w-]{22}$' } },
    },
  },
} as const

/** Costs that make even a short value dear to guess: about 50 ms each (RFC 7914 2). */
const costs = { N: 2 ** 14, r: 8, p: 1 } as const

/**
 * Remembers values from run to run without keeping them: of each only a salted scrypt hash of 128 bits is written down, so
 * that no code or token can be got back from the file, though it can be told whether one comes again.
 */
export class RunHistory {
  readonly #salt: string
  readonly #before: ReadonlyMap<string, ReadonlySet<string>>
  readonly #now = new Map<string, Set<string>>()

  /** @param kept of the runs before; absent for the first one */
  constructor(kept?: KeptHistory) {
    this.#salt = kept?.salt ?? randomBytes(32).toString('base64url')
    this.#before = new Map(Object.entries(kept?.seen ?? {}).map(([kind, hashes]) => [kind, new Set(hashes)]))
  }

  /**
   * How many of these values an earlier run saw; all of them are remembered for later runs.
   * @param kind what they are, and whose: `sandbox-dk code`
   */
  recall(kind: string, values: readonly string[]): number {
    const hashes = [...new Set(values)].map((value) => this.#hash(kind, value))
    const now = this.#now.get(kind) ?? new Set()
    this.#now.set(kind, new Set([...now, ...hashes]))
    return hashes.filter((hash) => this.#before.get(kind)?.has(hash)).length
  }

  /** What the next run is to know. */
  kept(): KeptHistory {
    const kinds = [...new Set([...this.#before.keys(), ...this.#now.keys()])].sort()
    const all = (kind: string) => [...new Set([...(this.#before.get(kind) ?? []), ...(this.#now.get(kind) ?? [])])]
    return { version: 1, salt: this.#salt, seen: Object.fromEntries(kinds.map((kind) => [kind, all(kind)])) }
  }

  #hash(kind: string, value: string): string {
    return scryptSync(`${kind}\n${value}`, this.#salt, 16, costs).toString('base64url')
  }
}
