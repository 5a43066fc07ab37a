const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gs

/**
 * The name of a member that an object has twice. `JSON.parse` takes the last one and other readers the first, so two
 * readers of a signed text may see two different things.
 *
 * @param json that `JSON.parse` has accepted
 * @param passedOver the name of a member that may be there twice
 * @returns undefined where every name is there once
 * @see RFC 7519 section 4; RFC 8259 section 4
 */
export function repeatedMember(json: string, passedOver?: string): string | undefined {
  const objects: (Set<string> | undefined)[] = []
  let text: string | undefined
  for (const [token] of json.matchAll(tokens)) {
    if (token === '{') objects.push(new Set())
    else if (token === '[') objects.push(undefined)
    else if (token === '}' || token === ']') objects.pop()
    else if (token === ':' && text !== undefined) {
      const names = objects.at(-1)
      const name = String(JSON.parse(text))
      if (names?.has(name) && name !== passedOver) return name
      names?.add(name)
    }
    text = token.startsWith('"') ? token : undefined
  }
  return undefined
}
