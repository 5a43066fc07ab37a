/**
 * The time of a world. Everything that the mock issues, verifies or lets expire asks it, and nothing else. It may go
 * back: then what had expired is alive again and what was issued later is not valid yet, while what was spent, revoked
 * or consented stays so.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Whole seconds since 1970, as JWTs count. */
  seconds(): number
  readonly frozen: boolean
  /**
   * Moves the world's time; a frozen clock stays frozen at the new time.
   * @param milliseconds may be negative
   * @throws RangeError outside `isWorldTime`; then nothing has moved.
   */
  advance(milliseconds: number): void
  /**
   * Sets the world's time.
   * @param time milliseconds since 1970
   * @throws RangeError outside `isWorldTime`; then nothing has moved.
   */
  set(time: number): void
  /** Stops the world's time where it is. */
  freeze(): void
  /** Lets the world's time run on from where it stands. */
  resume(): void
}

const firstTime = 0
const lastTime = Date.UTC(9999, 11, 31)

/** From 1970 to the end of 9999: what a JWT and RFC 3339 can both say. */
export function isWorldTime(time: number): boolean {
  return time >= firstTime && time <= lastTime
}

/** Where a clock stands, in milliseconds. */
export interface ClockPosition {
  /** What it is ahead of what runs underneath. */
  readonly offset: number
  readonly frozenAt?: number | undefined
}

/**
 * @param source what runs underneath, in milliseconds since 1970; the machine's clock by default.
 * @param position where it stands, kept by somebody else
 */
export function createClock(
  source: () => number = Date.now,
  position: { value: ClockPosition } = { value: { offset: 0 } },
): Clock {
  const now = () => position.value.frozenAt ?? source() + position.value.offset
  const place = (time: number, frozen: boolean) => {
    if (!isWorldTime(time)) throw new RangeError(`A world's time lies between 1970 and 9999; ${time} ms does not.`)
    const { offset } = position.value
    position.value = frozen ? { offset, frozenAt: time } : { offset: time - source() }
  }
  const isFrozen = () => position.value.frozenAt !== undefined
  const set = (time: number) => place(time, isFrozen())
  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    get frozen() {
      return isFrozen()
    },
    advance: (milliseconds) => set(now() + milliseconds),
    set,
    freeze: () => place(now(), true),
    resume: () => place(now(), false),
  }
}
