/** What the table says about one error: the same for every occurrence, so it can be documented and tested. */
export interface ErrorEntry {
  /** What happened, as one sentence without the period. */
  readonly what: string
  /** Likely causes, the most likely first. */
  readonly causes: readonly string[]
  /** What to do about it. */
  readonly remedy: string
  /** The section of the specification or of MobilePay's documents that the refusal rests on. */
  readonly spec: string
}
