/** Wrong usage: one sentence for the person at the terminal, and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The end of a sentence about an unknown word: the words that are spelled most like it, if any is close. */
export function nearest(word: string, candidates: readonly string[]): string {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 3))
    .sort((one, other) => one.distance - other.distance)
  const close = ranked.slice(0, 3).map(({ candidate }) => candidate)
  return close.length > 0 ? `; did you mean ${close.join(' or ')}?` : '.'
}

/** Levenshtein's. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1]
    for (let column = 0; column < to.length; column++) {
      const above = row[column + 1] ?? 0
      const replaced = (row[column] ?? 0) + (to[column] === letter ? 0 : 1)
      next.push(Math.min(above + 1, (next[column] ?? 0) + 1, replaced))
    }
    row = next
  }
  return row[to.length] ?? 0
}
