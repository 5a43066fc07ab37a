/** A turn of one exchange or command on a world: nobody else sees or changes the world meanwhile. */
export interface Turn {
  /** Gives the turn away while something is waited for: what was done until here stands, and others go on. */
  pause(waiting: () => Promise<void>): Promise<void>
}

/** How work on a world is done where a store keeps it: all of it is kept, or none. */
export interface Turns {
  /**
   * Runs work on the newest state, and keeps what it changed before the result is known.
   * @throws StoreUnavailableError where the store is away or did not take it; WorldGoneError
   */
  run<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result>
  /** Has work look at the newest state. What it waits for later is no part of the turn. @throws as `run` */
  read<Result>(work: () => Result | Promise<Result>): Promise<Result>
}
