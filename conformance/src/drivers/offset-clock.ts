/** A time that may differ from the machine's, and runs on like it. */
export function offsetClock() {
  let offset = 0
  return {
    now: () => Date.now() + offset,
    /** @param now milliseconds since 1970; undefined: the machine's time */
    set(now: number | undefined) {
      offset = now === undefined ? 0 : now - Date.now()
    },
  }
}
