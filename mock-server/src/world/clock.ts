/** The time of a world. Everything that the mock issues, verifies or lets expire asks it, and nothing else. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Whole seconds since 1970, as JWTs count. */
  seconds(): number
  /** Moves the world's time forward. */
  advance(milliseconds: number): void
}

export function createClock(source: () => number = Date.now): Clock {
  let offset = 0
  return {
    now: () => source() + offset,
    seconds: () => Math.floor((source() + offset) / 1000),
    advance: (milliseconds) => {
      offset += milliseconds
    },
  }
}
