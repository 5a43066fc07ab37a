import { hash } from 'node:crypto'

/** A token that passed, without its signature. */
export interface SeenToken {
  /** The parameter, member or header that carried it. */
  readonly name: string
  readonly in: 'request' | 'response'
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  /** The fingerprint of the signature. */
  readonly signature: string
}

/** What the journal asks a world about. */
export interface Known {
  findClient(clientId: string): { readonly clientId: string } | undefined
  findMerchant(merchantId: string): { readonly merchantId: string } | undefined
  readonly merchants: readonly { readonly merchantId: string; readonly vat: string }[]
}

/** The redaction of one exchange, and what it came by on the way. */
export class Redaction {
  readonly tokens: SeenToken[] = []
  /** Whether request or response is being read. */
  side: 'request' | 'response' = 'request'
  clientId: string | undefined
  merchantId: string | undefined
  readonly #salt: string
  readonly #known: Known

  constructor(salt: string, known: Known) {
    this.#salt = salt
    this.#known = known
  }

  /** Stands in a secret's place: equal values of a world have equal fingerprints, and nothing leads back. */
  fingerprint(label: string, value: string): string {
    return `<${label} #${hash('sha256', this.#salt + value).slice(0, 8)}>`
  }

  isClient(clientId: string): boolean {
    return this.#known.findClient(clientId) !== undefined
  }

  /** Learns from a value that is no secret whose exchange this is; ids come from the world, never from the text. */
  notice(name: string, value: string): void {
    // The names below; most others are told by their length.
    if (name.length < 9 || name.length > 12 || value.length > 100) return
    const lower = name.toLowerCase()
    if (lower === 'client_id') this.clientId ??= this.#known.findClient(value)?.clientId
    if (lower === 'merchant_id' || lower === 'merchantid') {
      this.merchantId = this.#known.findMerchant(value)?.merchantId ?? this.merchantId
    }
    if (lower === 'merchant_vat') {
      this.merchantId ??= this.#known.merchants.find(({ vat }) => vat === value)?.merchantId
    }
  }
}
