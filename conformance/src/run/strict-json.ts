/** What is wrong with bytes that claim to be one JSON text in UTF-8 (RFC 8259, 4 and 8.1); empty when nothing is. */
export function strictJsonProblems(bytes: Uint8Array): readonly string[] {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return ['begins with a byte order mark']
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return ['is not UTF-8']
  }
  try {
    JSON.parse(text)
  } catch (error) {
    return [`is not JSON: ${error instanceof Error ? error.message : String(error)}`]
  }
  return duplicateMembers(text).map((name) => `names the member ${JSON.stringify(name)} twice`)
}

/** The member names that occur twice in one object, at any depth, of a text that is known to be JSON. */
export function duplicateMembers(json: string): readonly string[] {
  const duplicates: string[] = []
  const open: (Set<string> | undefined)[] = []
  for (const [token] of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|[{}[\]]/gs)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(undefined)
    else if (token === '}' || token === ']') open.pop()
    else if (token.endsWith(':')) note(JSON.parse(token.slice(0, -1)), open.at(-1), duplicates)
  }
  return duplicates
}

function note(name: string, names: Set<string> | undefined, duplicates: string[]): void {
  if (names?.has(name)) duplicates.push(name)
  names?.add(name)
}

/** JSON has no charset parameter; one that says UTF-8 does no harm (RFC 8259 8.1, 11). */
export function charsetProblems(headers: Headers): readonly string[] {
  const [, charset] = /charset\s*=\s*"?([^";\s]+)/i.exec(headers.get('content-type') ?? '') ?? []
  return charset === undefined || /^utf-?8$/i.test(charset) ? [] : [`is said to be in ${charset}`]
}
