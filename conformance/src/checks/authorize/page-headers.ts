const wide = /^(\*|https?:|data:|https?:\/\/\*)$/i

/** Why a page may be shown in a stranger's frame (CSP 3, 6.4.2; RFC 7034); undefined where it may not. */
export function framingProblem(headers: Headers): string | undefined {
  const policies = (headers.get('content-security-policy') ?? '').split(',')
  const ancestors = policies.flatMap((policy) =>
    policy
      .split(';')
      .map((directive) => directive.trim().split(/\s+/))
      .filter(([name]) => name?.toLowerCase() === 'frame-ancestors')
      .map(([, ...sources]) => sources),
  )
  // frame-ancestors makes browsers pass over X-Frame-Options.
  if (ancestors.length > 0) {
    const narrow = ancestors.some((sources) => !sources.some((source) => wide.test(source)))
    return narrow ? undefined : 'frame-ancestors lets anybody frame it'
  }
  const options = headers.get('x-frame-options')?.trim().toLowerCase()
  if (options === 'deny' || options === 'sameorigin') return undefined
  return options === undefined
    ? 'neither frame-ancestors nor X-Frame-Options'
    : 'X-Frame-Options is neither DENY nor SAMEORIGIN'
}

const discreet: ReadonlySet<string> = new Set([
  'no-referrer',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
])
const known: ReadonlySet<string> = new Set([...discreet, 'unsafe-url', 'no-referrer-when-downgrade'])

/** Why a page's whole address may reach others as referrer (Referrer Policy 3, 8.1): the last known word counts. */
export function referrerProblem(policy: string | null | undefined): string | undefined {
  if (policy === null || policy === undefined) return 'Referrer-Policy is missing'
  const words = policy.split(',').map((word) => word.trim().toLowerCase())
  const effective = words.findLast((word) => known.has(word))
  if (effective === undefined) return 'Referrer-Policy has no known value'
  return discreet.has(effective) ? undefined : `Referrer-Policy is ${effective}`
}

/** Why an answer may be kept by a cache (RFC 9111 5.2.2); undefined where it may not. */
export function cachingProblem(headers: Headers): string | undefined {
  const directives = (headers.get('cache-control') ?? '')
    .split(',')
    .map((directive) => directive.trim().toLowerCase())
    .filter((directive) => directive !== '')
  if (directives.includes('no-store')) return undefined
  return directives.length === 0 ? 'Cache-Control is missing' : `Cache-Control is ${directives.join(', ')}`
}
