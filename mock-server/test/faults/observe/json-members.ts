/** The names of a JSON object's own members in the order of the text, repeated ones too. */
export function memberNames(text: string): readonly string[] {
  const names: string[] = []
  let depth = 0
  for (const [token, name] of text.matchAll(/"((?:[^"\\]|\\.)*)"(?=\s*:)|"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth += 1
    else if (token === '}' || token === ']') depth -= 1
    else if (depth === 1 && name !== undefined) names.push(name)
  }
  return names
}

/** Those that come more than once. */
export function repeatedMembers(text: string): readonly string[] {
  const names = memberNames(text)
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}

export type Json = Readonly<Record<string, unknown>>

/** The object of a text; undefined where the text is anything else. */
export function readObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
