import { type Issued, issueLeaf, leafDays } from './certificate.ts'
import { type LocalAuthority, tlsNames } from './local-authority.ts'

const day = 86_400_000
/** So long before its end a leaf is replaced. */
const margin = 30 * day

/** The leaf of a running mock: made at start, made anew when its end is near. Making one takes a millisecond or two. */
export class RenewingLeaf {
  readonly #authority: LocalAuthority
  readonly #now: () => number
  #renewAt = 0

  constructor(authority: LocalAuthority, now: () => number = Date.now) {
    this.#authority = authority
    this.#now = now
  }

  /** A new leaf where one is due; undefined where the last one is still good. */
  next(): Issued | undefined {
    const now = this.#now()
    if (now < this.#renewAt) return undefined
    this.#renewAt = now + leafDays * day - margin
    return issueLeaf(this.#authority, tlsNames, now)
  }
}
