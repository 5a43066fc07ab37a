import type { Hop } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import type { Flow } from '../../flow/flow.ts'

export interface PageProbe {
  /** The parameters that carry the mark. */
  readonly what: string
  readonly changes: Changes
}

/**
 * Puts a mark into authorization requests, and into the addresses of the pages that these end on, and looks at every
 * answer.
 * @param finding what is wrong with an answer; undefined where nothing is
 */
export async function probePages(
  flow: Flow,
  probes: readonly PageProbe[],
  mark: string,
  finding: (hop: Hop) => string | undefined,
): Promise<readonly string[]> {
  const problems: string[] = []
  const look = (what: string, hops: readonly Hop[]) => {
    const found = hops.map(finding).find((problem) => problem !== undefined)
    if (found !== undefined) problems.push(`${what} ${found}`)
  }
  const pages = new Map<string, string>()
  for (const { what, changes } of probes) {
    const { hops, arrival } = await flow.attempt(changes, { browser: 'new', visits: false })
    look(what, hops)
    if (arrival.kind === 'page') pages.set(new URL(arrival.url).pathname, arrival.url)
  }
  for (const [path, address] of pages) {
    for (const [name, url] of markedAddresses(address, mark)) {
      const { hops } = await flow.browser().visit({ method: 'GET', url }, flow.login().redirectUri, undefined)
      look(`${name} of ${path}`, hops)
    }
  }
  return problems
}

/** The address of a page with the mark in each of its parameters, and in one that it does not know. */
function markedAddresses(address: string, mark: string): readonly (readonly [name: string, url: string])[] {
  const names = new Set([...new URL(address).searchParams.keys(), 'conformance'])
  return Array.from(names, (name) => {
    const url = new URL(address)
    url.searchParams.set(name, mark)
    return [name, url.href] as const
  })
}
