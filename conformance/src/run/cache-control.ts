const dayInSeconds = 24 * 3600

/** Why a Cache-Control does not suit metadata and keys, which may change but not all the time; undefined when it does. */
export function cacheControlProblem(header: string | null): string | undefined {
  if (header === null) return 'is absent'
  const directives = header.split(',').map((directive) => directive.trim().toLowerCase())
  if (directives.includes('immutable')) return 'says immutable'
  const age = directives.find((directive) => directive.startsWith('max-age='))?.slice('max-age='.length)
  if (age === undefined)
    return directives.some((word) => word === 'no-cache' || word === 'no-store') ? undefined : 'has no max-age'
  if (!/^"?\d+"?$/.test(age)) return 'has a max-age that is no number of seconds'
  return Number(age.replaceAll('"', '')) > dayInSeconds ? 'keeps it for more than a day' : undefined
}
