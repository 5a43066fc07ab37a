/** The name that was probably meant: one that begins so, or the one that fewest edits lead to, where these are few. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  const text = given.trim().toLowerCase()
  const begun = text.length > 1 ? names.filter((name) => name.toLowerCase().startsWith(text)) : []
  if (begun.length === 1) return begun[0]
  const [best] = names
    .map((name) => ({ name, edits: editsBetween(text, name.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits)
  return best && best.edits <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : undefined
}

/** Levenshtein's distance, one row at a time. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    let left = index + 1
    row = [
      left,
      ...[...other].map((wanted, column) => {
        const replaced = (row[column] ?? 0) + (letter === wanted ? 0 : 1)
        left = Math.min(left + 1, (row[column + 1] ?? 0) + 1, replaced)
        return left
      }),
    ]
  }
  return row.at(-1) ?? 0
}
