/** The person ended the command at a question, before anything was sent. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'

  constructor() {
    super('The command was ended at a question.')
  }
}
