import { type Issued, issueLeaf, leafDays } from './certificate.ts'
import { type LocalAuthority, tlsNames } from './local-authority.ts'

const day = 86_400_000
/** So long before its end a leaf is replaced. */
const margin = 30 * day

/** The leaf of a running mock: made at first, made anew when its end is near. Making one takes a millisecond or two. */
export class RenewingLeaf {
  readonly #authority: LocalAuthority
  readonly #now: () => number
  #leaf: Issued | undefined
  #renewAt = 0

  constructor(authority: LocalAuthority, now: () => number = Date.now) {
    this.#authority = authority
    this.#now = now
  }

  /** The one that is good now; the same until a new one is due. */
  current(): Issued {
    const now = this.#now()
    if (this.#leaf && now < this.#renewAt) return this.#leaf
    this.#renewAt = now + leafDays * day - margin
    this.#leaf = issueLeaf(this.#authority, tlsNames, now)
    return this.#leaf
  }
}
