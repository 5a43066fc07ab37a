/** Without the origin, which behind a proxy is not the one that the browser knows. */
export function pathAndQuery(url: string): string {
  const { pathname, search } = new URL(url)
  return `${pathname}${search}`
}
