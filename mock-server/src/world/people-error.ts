/** A merchant, user, client or consent that cannot be. Nothing has changed. */
export class PeopleError extends Error {
  override readonly name = 'PeopleError'
  /** The member that is wrong, such as `user.merchants`. */
  readonly field: string
  /** What is allowed there. */
  readonly allowed: string

  constructor(message: string, field: string, allowed: string) {
    super(message)
    this.field = field
    this.allowed = allowed
  }
}
