import type { Artefacts } from '../check-context.ts'
import type { Canaries } from './canaries.ts'

/** Where a canary sits in what reports will hold: its kind and its place, never itself. */
export function findCanaries({ results, exchanges }: Artefacts, canaries: Canaries): readonly string[] {
  const places = [
    ...results.map((result) => [`the result of ${result.id}`, JSON.stringify(result)] as const),
    ...Array.from(exchanges, ([id, exchange]) => [`the exchange ${id}`, JSON.stringify(exchange)] as const),
  ]
  const isPresent = presenceIn(places.map(([, text]) => text).join('\n'))
  const present = [...canaries].filter(([value]) => isPresent(value))
  return [
    ...new Set(
      present.flatMap(([value, kind]) =>
        places.filter(([, text]) => text.includes(value)).map(([place]) => `a ${kind} in ${place}`),
      ),
    ),
  ]
}

/** Looks long values up as words, which thousands of them can afford; others are looked for letter by letter. */
function presenceIn(text: string): (value: string) => boolean {
  const words = new Set(text.match(/[\w.~-]{16,}/g))
  return (value) => (/^[\w.~-]{40,}$/.test(value) ? words.has(value) : text.includes(value))
}
