/**
 * What lets others than the client store the answer to a request with Authorization: without such directives shared
 * caches leave it alone (RFC 9111 3.5).
 */
export function storageProblems(headers: Headers): readonly string[] {
  const directives = (headers.get('cache-control') ?? '').split(',').map((directive) => directive.trim().toLowerCase())
  if (directives.includes('no-store') || directives.includes('private')) return []
  const isStale = directives.some((directive) => /^(no-cache|max-age="?0+"?)$/.test(directive))
  return directives
    .filter(
      (directive) =>
        /^(public$|(s-maxage|max-age)="?0*[1-9])/.test(directive) || (directive === 'must-revalidate' && !isStale),
    )
    .map((directive) => `Cache-Control has ${directive}`)
}
