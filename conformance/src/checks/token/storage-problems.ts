/** What lets a cache keep an answer of the token endpoint (RFC 6749 5.1); nothing where it may not. */
export function storageProblems(headers: Headers): readonly string[] {
  const has = (name: string, directive: string) =>
    (headers.get(name) ?? '').split(',').some((one) => one.trim().toLowerCase() === directive)
  return [
    ...(has('cache-control', 'no-store') ? [] : [`Cache-Control is ${headers.get('cache-control') ?? 'absent'}`]),
    ...(has('pragma', 'no-cache') ? [] : [`Pragma is ${headers.get('pragma') ?? 'absent'}`]),
  ]
}
