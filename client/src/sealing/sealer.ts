/** Encrypts and authenticates text, so that only who has a key can read it and nobody can change it. */
export interface Sealer {
  /**
   * Always with the first key.
   *
   * @param purpose what the text is for, such as `connection:ID`; what is sealed for one purpose opens for no other
   */
  seal(text: string, purpose: string): Promise<string>
  /** @throws ConfigurationError `sealed-unreadable` where no key fits, the purpose is another, or it was changed. */
  open(sealed: string, purpose: string): Promise<string>
  /** Whether it was sealed with another key than the first, and is to be sealed anew. */
  isStale(sealed: string): boolean
}
