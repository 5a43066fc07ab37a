/** RFC 3986 2: what may stand in an address is ASCII, and not all of that. */
const foreign = /[^!-~]|[<>"\\^`{|}]/

/** Why a text is no address to announce, whatever its scheme; undefined when it is one. */
export function addressProblem(address: string): string | undefined {
  if (foreign.test(address)) return 'has characters that no address has'
  const url = URL.parse(address)
  if (!url) return 'is no absolute URL'
  // RFC 9110 4.2.4.
  if (url.username !== '' || url.password !== '') return 'names a user'
  return address.includes('#') ? 'has a fragment' : undefined
}
