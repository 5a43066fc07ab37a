import { ConfigurationError } from '../errors/mobilepay-error.ts'

/** Only its parsing matters: no redirect ever leads here. */
const anySite = 'https://integrator.invalid'

/**
 * Checks where the browser is to go after the consent: a path of the own site that is on the list, so that nobody can
 * lead a merchant who has just consented to another site.
 *
 * Of the many spellings that a browser, a proxy and a router may read in different ways only the plain one is taken: what
 * the URL parser gives back unchanged, with no ASCII but the space in percent-encoding in its path, and no `//`.
 *
 * @param allowed paths; one that ends in `/` allows all below it
 * @throws ConfigurationError `return-to-refused`
 * @see RFC 9700 section 4.11.1
 */
export function checkReturnTo(returnTo: string, allowed: readonly string[]): string {
  const url = URL.parse(returnTo, anySite)
  const plain = url?.origin === anySite && `${url.pathname}${url.search}${url.hash}` === returnTo
  const path = url?.pathname ?? ''
  const allows = (entry: string) => (entry.endsWith('/') ? path.startsWith(entry) : path === entry)
  if (plain && returnTo.length <= 1024 && !/\/\/|\\|%(?!20)[0-7]/.test(path) && allowed.some(allows)) return returnTo
  throw new ConfigurationError('return-to-refused')
}
