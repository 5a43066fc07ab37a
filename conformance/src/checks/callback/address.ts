/** Where an answer was sent, without values: its parameters by name alone, since they may be codes and tokens. */
export function describeAddress(address: string): string {
  const url = URL.parse(address)
  if (!url) return 'an address that cannot be read'
  const { query, fragment } = parametersIn(address)
  const list = (mark: string, names: readonly string[]) =>
    names.length === 0 ? '' : `${mark}${names.map((name) => `${name}=…`).join('&')}`
  return `${url.origin}${url.pathname}${list('?', query)}${list('#', fragment)}`
}

/** Names of the parameters in the query and in the fragment of an address. */
export function parametersIn(address: string): {
  readonly query: readonly string[]
  readonly fragment: readonly string[]
} {
  const url = URL.parse(address)
  if (!url) return { query: [], fragment: [] }
  return { query: [...url.searchParams.keys()], fragment: [...new URLSearchParams(url.hash.slice(1)).keys()] }
}

/** Whether a browser would go to the same place with both, query and fragment included. */
export function isSameAddress(one: string, other: string): boolean {
  return one === other || (URL.canParse(one) && URL.parse(one)?.href === URL.parse(other)?.href)
}
