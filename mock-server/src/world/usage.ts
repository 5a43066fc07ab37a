/** Who uses a world just now, and since when nobody does; in the machine's time, which no world can move. */
export class Usage {
  #holders = 0
  #usedAt = Date.now()

  /** Notes that somebody asked for the world. */
  touch(): void {
    this.#usedAt = Date.now()
  }

  /** Keeps the world for as long as a request, a live stream or a test lasts; `using` lets go. */
  hold(): Disposable {
    this.#holders += 1
    let holds = true
    return {
      [Symbol.dispose]: () => {
        if (!holds) return
        holds = false
        this.#holders -= 1
        this.touch()
      },
    }
  }

  get isHeld(): boolean {
    return this.#holders > 0
  }

  /** Milliseconds since the last use ended; none while it is in use. */
  get idleFor(): number {
    return this.isHeld ? 0 : Date.now() - this.#usedAt
  }
}
