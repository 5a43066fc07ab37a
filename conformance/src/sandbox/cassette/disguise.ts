import { createHash, randomBytes } from 'node:crypto'

/** Alphanumeric runs this short are words and numbers that tell the form of a value. */
const shortestRun = 6

/**
 * Other values of the same form in place of secret ones: letters for letters, digits for digits, hexadecimal for
 * hexadecimal. The same value always gets the same one, and nobody can go back.
 */
export class Disguise {
  readonly #salt = randomBytes(32)
  readonly #known = new Map<string, string>()
  #pattern: RegExp | undefined

  /** @param fixed values that get a name of their own */
  constructor(fixed: ReadonlyMap<string, string> = new Map()) {
    for (const [value, name] of fixed) if (value !== '') this.#known.set(value, name)
  }

  get values(): readonly string[] {
    return [...this.#known.keys()]
  }

  learn(value: string): void {
    if (value.length < 8 || this.#known.has(value)) return
    this.#known.set(value, this.#other(value))
    this.#pattern = undefined
  }

  /** What stands for a value. */
  of(value: string): string {
    return this.#known.get(value) ?? value
  }

  /** A text with every known value replaced, percent-encoded and HTML-escaped ones too. */
  apply(text: string): string {
    this.#pattern ??= patternOf(this.values)
    return text.replace(this.#pattern, (found) => {
      for (const [decode, encode] of codings) {
        const value = this.#known.get(decode(found))
        if (value !== undefined) return encode(value)
      }
      return found
    })
  }

  #other(value: string): string {
    const isHex = /^(?:[0-9A-F]+|[0-9a-f]+)(?:-\d)?$/.test(value)
    return value.replace(/[A-Za-z0-9]+/g, (run) => (run.length < shortestRun ? run : this.#otherRun(run, value, isHex)))
  }

  #otherRun(run: string, value: string, isHex: boolean): string {
    const bytes: number[] = []
    for (let block = 0; bytes.length < run.length; block++) {
      bytes.push(...createHash('sha256').update(this.#salt).update(`${block} ${run} ${value}`).digest())
    }
    const alphabets = isHex ? ['0123456789', 'ABCDEF', 'abcdef'] : ['0123456789', upper, upper.toLowerCase()]
    return Array.from(run, (letter, at) => {
      const alphabet = alphabets[/\d/.test(letter) ? 0 : /[A-Z]/.test(letter) ? 1 : 2] ?? ''
      return alphabet[(bytes[at] ?? 0) % alphabet.length]
    }).join('')
  }
}

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

type Coding = (text: string) => string
const same: Coding = (text) => text
const codings: readonly (readonly [decode: Coding, encode: Coding])[] = [
  [same, same],
  [percentDecoded, encodeURIComponent],
  [(text) => percentDecoded(percentDecoded(text)), (text) => encodeURIComponent(encodeURIComponent(text))],
  [(text) => text.replaceAll('&#x2B;', '+').replaceAll('&#43;', '+').replaceAll('&amp;', '&'), same],
]

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Longer values first: a shorter one may be part of them. */
function patternOf(values: readonly string[]): RegExp {
  const written = values.flatMap((value) => [
    value,
    encodeURIComponent(value),
    encodeURIComponent(encodeURIComponent(value)),
    value.replaceAll('+', '&#x2B;'),
    value.replaceAll('+', '&#43;'),
  ])
  const longestFirst = [...new Set(written)].toSorted((one, other) => other.length - one.length)
  return longestFirst.length === 0 ? /(?!)/g : new RegExp(longestFirst.map(escaped).join('|'), 'g')
}

function escaped(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
