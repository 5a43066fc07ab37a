import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { ControlError } from './problem.ts'

export interface GuardOptions {
  /** Hosts under which the control surface answers, without ports: loopback names, and what the mock was told to be. */
  readonly hosts: readonly string[]
  /** Asked for when the mock is reachable from other machines. */
  readonly token: string | undefined
}

/**
 * Lets through only what a program or the console of this machine sends.
 * @throws ControlError 403 for a foreign Host (DNS rebinding), Origin or fetch site (a web page elsewhere), 401 without
 *   the token.
 */
export function guard(headers: IncomingHttpHeaders, { hosts, token }: GuardOptions): void {
  checkHost(headers.host ?? '', hosts, token !== undefined)
  checkOrigin(headers)
  checkFetchSite(headers['sec-fetch-site'])
  if (token !== undefined) checkToken(headers.authorization, token)
}

/**
 * A page elsewhere can have its own name resolve to this machine; it cannot have this machine's names, and a name is
 * what it needs: an address cannot be rebound.
 */
function checkHost(host: string, hosts: readonly string[], isPublic: boolean): void {
  const name = hostname(host)
  if (name !== undefined && (hosts.includes(name) || (isPublic && isIP(name.replace(/^\[|\]$/g, '')) > 0))) return
  const known = hosts.join(', ')
  throw new ControlError(
    403,
    `The control surface answers under ${known}, not under "${host.slice(0, 100)}". Name another one with --control-hosts or --public-url.`,
  )
}

/** Host without its port, as addresses are compared: lower case, IPv6 written short, no dot at the end. */
function hostname(host: string): string | undefined {
  const plain = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host) && URL.canParse(`http://${host}`)
  return plain ? new URL(`http://${host}`).hostname.replace(/\.$/, '') : undefined
}

/** Browsers name the origin of a page with everything that it sends but plain reading; programs name none. */
function checkOrigin({ origin, host = '' }: IncomingHttpHeaders): void {
  if (origin === undefined) return
  const page = URL.canParse(origin) ? new URL(origin) : undefined
  if (page && /^https?:$/.test(page.protocol) && page.host === new URL(`${page.protocol}//${host}`).host) return
  throw new ControlError(403, `The control surface takes no requests from pages of "${origin.slice(0, 100)}".`)
}

/** Reading as well: `same-site` is another port of this machine, with another program behind it. */
function checkFetchSite(site: string | string[] | undefined): void {
  if (site === undefined || site === 'same-origin' || site === 'none') return
  throw new ControlError(403, 'The control surface takes no requests from pages of another origin.')
}

/** RFC 6750 3: without credentials the challenge alone. */
function checkToken(authorization: string | undefined, token: string): void {
  const given = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]
  if (given !== undefined && isEqual(given, token)) return
  const challenge = `Bearer realm="mobilepay-mock"${given === undefined ? '' : ', error="invalid_token"'}`
  throw new ControlError(
    401,
    'This mock is reachable from other machines: send Authorization: Bearer with its control token.',
    [],
    { headers: [['WWW-Authenticate', challenge]] },
  )
}

/** In the same time whatever differs, the length too. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}
