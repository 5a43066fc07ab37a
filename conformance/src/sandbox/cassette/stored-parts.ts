import type { TapedResponse, TapeEntry } from './tape-entry.ts'

/** Shorter bodies are not worth a number. */
const shortest = 200

/** Keeps each body, and each part of a page, once. */
export class StoredParts {
  readonly #numbers = new Map<string, number>()

  get all(): readonly string[] {
    return [...this.#numbers.keys()]
  }

  store(entry: TapeEntry): object {
    return withResponses(entry, (response) => {
      const { body, ...rest } = response
      return body.length < shortest ? response : { ...rest, bodyOf: body.split(/(?<=>\s*\n)/).map(this.#numberOf) }
    })
  }

  static restore(entry: TapeEntry, parts: readonly string[]): TapeEntry {
    return withResponses(entry, ({ bodyOf, ...response }: TapedResponse & { readonly bodyOf?: readonly number[] }) =>
      bodyOf ? { ...response, body: bodyOf.map((number) => parts[number] ?? '').join('') } : response,
    ) as TapeEntry
  }

  readonly #numberOf = (part: string): number => {
    const number = this.#numbers.get(part) ?? this.#numbers.size
    this.#numbers.set(part, number)
    return number
  }
}

function withResponses(entry: TapeEntry, change: (response: TapedResponse) => object): object {
  if (entry.kind === 'exchange') return entry.response ? { ...entry, response: change(entry.response) } : entry
  if (entry.kind === 'probe' || !entry.hops) return entry
  return { ...entry, hops: entry.hops.map(({ request, response }) => ({ request, response: change(response) })) }
}
