const mask = '[redacted]'
/** Shorter ones, such as error codes, are words that others use too. */
const shortest = 16
/** Begun where a run begins: a run that is too short would be read again from each of its letters. */
const longRuns = new RegExp(`(?<![\\w.~-])[\\w.~-]{${shortest},}`, 'g')
/** At its end, a full stop may as well be that of a sentence. */
const marksAround = /^[.~-]+|[.~-]+$/g

/**
 * Values that are known to be secret, wherever they come back: those that a login is given, and those that an exchange
 * showed under a secret name.
 */
export class SecretValues {
  readonly #given: readonly string[]
  readonly #learned = new Set<string>()

  /** @param given values that are hidden whatever they look like; percent-encoded and form-encoded too */
  constructor(given: readonly string[] = []) {
    const forms = given.flatMap((value) => [
      value,
      encodeURIComponent(value),
      new URLSearchParams({ '': value }).toString().slice(1),
    ])
    this.#given = [...new Set(forms)].filter((value) => value.length >= 6)
  }

  readonly learn = (value: string): void => {
    for (const [run] of value.matchAll(longRuns)) {
      if (!/^[a-z_]+$/.test(run)) this.#learned.add(run).add(run.replace(marksAround, ''))
    }
  }

  hide(text: string): string {
    const hidden = text.replace(longRuns, (run) => {
      if (this.#learned.has(run)) return mask
      const word = run.replace(marksAround, '')
      return this.#learned.has(word) ? run.replace(word, mask) : run
    })
    return this.#given.reduce((rest, value) => rest.replaceAll(value, mask), hidden)
  }
}
