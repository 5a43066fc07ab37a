/** Whether the address names this machine. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname)
}

/** Whether the address is plain http on this machine, where nothing can be said about transport security. */
export function isLoopbackHttp(url: string): boolean {
  return url.startsWith('http:') && isLoopback(url)
}
