import { createHash } from 'node:crypto'

/** World time of every observation. */
export const now = Date.UTC(2026, 5, 1)

/** Gives random values stable names, so that two observations of the same behaviour are equal. */
export class Names {
  readonly #names = new Map<string, string>()
  readonly #places: readonly (readonly [text: string, name: string])[]
  #sorted: readonly (readonly [value: string, name: string])[] | undefined

  /** @param worlds addresses of the worlds that are observed */
  constructor(worlds: readonly string[]) {
    this.#places = worlds.flatMap((url) => {
      const { host, pathname } = new URL(url)
      return [
        [url, '{world}'],
        [encodeURIComponent(url), '{world}'],
        [pathname, '{path}'],
        [encodeURIComponent(pathname), '{path}'],
        [host, '{host}'],
      ] as const
    })
  }

  /** The first name of a value stays. */
  learn(value: unknown, name: string): void {
    if (typeof value !== 'string' || value.length < 8 || this.#names.has(value)) return
    this.#names.set(value, `<${name}>`)
    this.#sorted = undefined
  }

  /** Learns a value, and every hash of it that a provider might write by right or by mistake. */
  learnHashed(value: unknown, name: string): void {
    if (typeof value !== 'string') return
    this.learn(value, name)
    const digest = (algorithm: string) => createHash(algorithm).update(value).digest()
    const sha256 = digest('sha256')
    this.learn(sha256.subarray(0, 16).toString('base64url'), `hash of ${name}`)
    this.learn(sha256.subarray(16).toString('base64url'), `right half of ${name}`)
    this.learn(sha256.toString('base64url'), `whole hash of ${name}`)
    this.learn(sha256.subarray(0, 16).toString('base64'), `padded hash of ${name}`)
    this.learn(sha256.subarray(0, 16).toString('hex'), `hex hash of ${name}`)
    this.learn(digest('sha384').subarray(0, 24).toString('base64url'), `SHA-384 hash of ${name}`)
    this.learn(digest('sha512').subarray(0, 32).toString('base64url'), `SHA-512 hash of ${name}`)
  }

  /** The text with names in place of values, and times relative to the world's. */
  normalise(text: string): string {
    this.#sorted ??= [...this.#names].sort(([left], [right]) => right.length - left.length)
    let result = text
    for (const [value, name] of this.#sorted) if (result.includes(value)) result = result.replaceAll(value, name)
    for (const [place, name] of this.#places) result = result.replaceAll(place, name)
    return result
      .replace(/\b(1[6-9]\d{8})(\d{3})?(?!\d)/g, (_all, seconds: string, milliseconds?: string) => {
        const distance = Number(seconds) - now / 1000
        return `now${distance < 0 ? '' : '+'}${distance}${milliseconds === undefined ? '' : ' in ms'}`
      })
      .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '<a JWT>')
      .replace(/\b[0-9A-F]{64}-1\b/g, '<a handle>')
      .replace(/[\w-]{200,}/g, ({ length }) => `<${length} characters>`)
      .replace(/"([xy])":"[\w-]{43}"/g, '"$1":"…"')
      .replace(/errorId=[\w-]+/g, 'errorId=…')
      .replace(/mobilepay-mock\.[0-9a-f]{8}\.([a-z-]+)=[^;\s]*/g, 'mobilepay-mock.$1=…')
      .replace(/0H[0-9A-V]{11}:[0-9A-F]{8}/g, '<request id>')
  }
}
