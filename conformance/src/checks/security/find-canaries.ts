import type { Artefacts } from '../check-context.ts'
import type { Canaries } from './canaries.ts'

/** Where a canary sits in what reports will hold: its kind and its place, never itself. */
export function findCanaries({ results, exchanges }: Artefacts, canaries: Canaries): readonly string[] {
  const places = [
    ...results.map((result) => [`the result of ${result.id}`, result] as const),
    ...Array.from(exchanges, ([id, exchange]) => [`the exchange ${id}`, exchange] as const),
  ]
  const isPresent = presenceIn(textsIn(places.map(([, held]) => held)))
  const present = [...canaries].filter(([value]) => isPresent(value))
  if (present.length === 0) return []
  const found = present.flatMap(([value, kind]) =>
    places
      .filter(([, held]) => [...textsIn(held)].some((text) => text.includes(value)))
      .map(([place]) => `a ${kind} in ${place}`),
  )
  return [...new Set(found)]
}

/** Every line and every name in a value, each once: the same pages come again and again, a word or two apart. */
function textsIn(held: unknown, texts = new Set<string>()): ReadonlySet<string> {
  if (typeof held === 'string') for (const line of held.split('\n')) texts.add(line)
  if (typeof held !== 'object' || held === null) return texts
  for (const [name, value] of Object.entries(held)) {
    if (!Array.isArray(held)) texts.add(name)
    textsIn(value, texts)
  }
  return texts
}

/** Looks long values up as words, which thousands of them can afford; others are looked for letter by letter. */
function presenceIn(texts: ReadonlySet<string>): (value: string) => boolean {
  const text = [...texts].join('\n')
  const words = new Set(text.match(/[\w.~-]{16,}/g))
  return (value) => (/^[\w.~-]{40,}$/.test(value) ? words.has(value) : text.includes(value))
}
