import type { Generation } from '@mobilepay-oidc/fixtures'

interface Parameter {
  readonly name: string
  readonly values: string[]
}

/**
 * The parameters of a request as IdentityServer reads them (fact `repeated-parameters`): names without regard to
 * case; of a repeated one, generation 2018 keeps the first value and generation 2024 joins all with a comma.
 */
export class Parameters {
  readonly #byName = new Map<string, Parameter>()

  constructor(pairs: Iterable<readonly [string, string]>, generation: Generation) {
    for (const [name, value] of pairs) {
      const known = this.#byName.get(name.toLowerCase())
      if (!known) this.#byName.set(name.toLowerCase(), { name, values: [value] })
      else if (generation === '2024') known.values.push(value)
    }
  }

  /** The value, or undefined where the parameter is absent, empty or only white space: IdentityServer's "missing". */
  get(name: string): string | undefined {
    const value = this.#byName.get(name)?.values.join(',')
    return value?.trim() ? value : undefined
  }

  /** Every value of a parameter that may be repeated, such as `resource`. */
  all(name: string): readonly string[] {
    return this.#byName.get(name)?.values ?? []
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  /** A copy in which the named parameters have other values; `undefined` removes one. */
  with(changes: Readonly<Record<string, string | undefined>>, generation: Generation): Parameters {
    const kept = this.pairs().filter(([name]) => !Object.hasOwn(changes, name.toLowerCase()))
    const added = Object.entries(changes).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    )
    return new Parameters([...kept, ...added], generation)
  }

  /** Names and values in the order in which the names first came. */
  pairs(): [string, string][] {
    return [...this.#byName.values()].flatMap(({ name, values }) =>
      values.map((value): [string, string] => [name, value]),
    )
  }

  toQuery(): string {
    return this.pairs()
      .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
      .join('&')
  }
}

/** Percent-encodes everything but RFC 3986's unreserved characters, as .NET's UrlEncoder does. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
