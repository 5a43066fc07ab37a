/** The time of a world. Everything that the mock issues, verifies or lets expire asks it, and nothing else. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Whole seconds since 1970, as JWTs count. */
  seconds(): number
  readonly frozen: boolean
  /** Moves the world's time; a frozen clock stays frozen at the new time. @param milliseconds may be negative. */
  advance(milliseconds: number): void
  /** Sets the world's time. @param time milliseconds since 1970 */
  set(time: number): void
  /** Stops the world's time where it is. */
  freeze(): void
  /** Lets the world's time run on from where it stands. */
  resume(): void
}

/** @param source what runs underneath, in milliseconds since 1970; the machine's clock by default. */
export function createClock(source: () => number = Date.now): Clock {
  let offset = 0
  let frozenAt: number | undefined
  const now = () => frozenAt ?? source() + offset
  const set = (time: number) => {
    if (frozenAt === undefined) offset = time - source()
    else frozenAt = time
  }
  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    get frozen() {
      return frozenAt !== undefined
    },
    advance: (milliseconds) => set(now() + milliseconds),
    set,
    freeze: () => {
      frozenAt = now()
    },
    resume: () => {
      const stoodAt = now()
      frozenAt = undefined
      set(stoodAt)
    },
  }
}
