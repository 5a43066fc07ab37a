/** A store cannot be used at all: a wrong address, another program's data, somebody else who has it. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/** A store does not answer just now, or did not take what was to be kept. Nothing half of it is kept. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError'
}

/** A world that a request or command was to go to is not there any more, or is another one of its name. */
export class WorldGoneError extends Error {
  override readonly name = 'WorldGoneError'
}
