import { ConfigurationError } from '../errors/mobilepay-error.ts'

/**
 * The address of an API call: a path below the API's base, or an absolute URL that is there already.
 *
 * Joined as text: `new URL('/x', base)` would drop the base's path, and `new URL('//evil.example', base)` its host.
 * What the parser makes of the whole is compared with the base again, so `..` can not climb out of it.
 *
 * @param address path that begins with one slash, or absolute URL
 * @param base the environment's API address
 * @throws ConfigurationError `api-address-refused`
 */
export function apiAddress(address: string | URL, base: URL): URL {
  const text = address.toString()
  const below = `${base.origin}${base.pathname}${base.pathname.endsWith('/') ? '' : '/'}`
  // A backslash counts as a slash to the URL parser.
  const isPath = /^\/(?![/\\])/.test(text)
  const url = URL.parse(isPath ? below + text.slice(1) : text)
  // As the parser writes it, with user and port where there are any.
  if (url?.href.startsWith(below)) return url
  throw new ConfigurationError('api-address-refused', { details: { expected: below } })
}
