/** Places for so many pieces of work at a time; what finds none waits for its turn, in the order in which it came. */
export class Turns<Place> {
  readonly #free: Place[]
  readonly #waiting: ((place: Place) => void)[] = []

  /** @param places the first that is free is taken */
  constructor(places: readonly Place[]) {
    this.#free = [...places]
  }

  async take<Result>(work: (place: Place) => Promise<Result>): Promise<Result> {
    const place = this.#free.shift() ?? (await new Promise<Place>((resolve) => this.#waiting.push(resolve)))
    try {
      return await work(place)
    } finally {
      const next = this.#waiting.shift()
      if (next) next(place)
      else this.#free.push(place)
    }
  }
}
