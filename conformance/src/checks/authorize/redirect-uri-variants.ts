import { isLoopback } from '../../subjects/loopback.ts'
import type { AutomaticLogin } from '../../subjects/target.ts'
import type { CheckContext } from '../check-context.ts'
import type { Probe } from './probe.ts'

/** A redirect URI that is not the registered one. */
export interface Variant {
  readonly what: string
  readonly uri: string
}

export const strangerHost = 'attacker.example'

/** The registered redirect URIs, as far as they are known. */
export function registeredUris({ redirectUri, moreRedirectUris = [] }: AutomaticLogin): readonly string[] {
  return [redirectUri, ...moreRedirectUris]
}

/** A probe for each variant of each registered redirect URI; what is registered itself is none. */
export function variantProbes(
  { flow }: CheckContext,
  variantsOf: (registered: URL) => readonly Variant[],
): readonly Probe[] {
  const registered = registeredUris(flow.login())
  const probes = registered.flatMap((uri) =>
    variantsOf(new URL(uri))
      .filter((variant) => !registered.includes(variant.uri))
      .map((variant) => ({ what: `redirect_uri ${variant.what}`, changes: { redirect_uri: variant.uri } })),
  )
  const named = Map.groupBy(probes, ({ what }) => what)
  return [...named.values()].flatMap((alike) =>
    alike.map((probe, index) => (index === 0 ? probe : { ...probe, what: `${probe.what} (${index + 1})` })),
  )
}

/** Letter case, address, encoding and user information (RFC 9700 4.1.1). */
export function disguises(registered: URL): readonly Variant[] {
  const { protocol, host, hostname, pathname, search } = registered
  const tail = `${pathname}${search}`
  const at = (place: string, end = tail) => `${protocol}//${place}${end}`
  const upper = (text: string) => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase())
  const variants: readonly Variant[] = [
    { what: 'scheme in other letter case', uri: `${protocol.toUpperCase()}//${host}${tail}` },
    { what: 'host in other letter case', uri: at(upper(host)) },
    { what: 'path in other letter case', uri: at(host, `${upper(pathname)}${search}`) },
    ...portVariants(registered),
    { what: 'path percent-encoded', uri: at(host, `${percentEncodedPath(pathname)}${search}`) },
    { what: 'path encoded twice', uri: at(host, `${percentEncodedPath(pathname).replaceAll('%', '%25')}${search}`) },
    { what: 'with user information', uri: at(`user@${host}`) },
    { what: 'with its host as user information of another', uri: at(`${hostname}@${strangerHost}`) },
    { what: 'with its host and port as user information', uri: at(`${hostname}:443@${strangerHost}`) },
    { what: 'with a backslash before its host', uri: `${protocol}//${strangerHost}\\@${host}${tail}` },
    { what: 'with its host behind another name', uri: at(`evil${host}`) },
    { what: 'on a subdomain', uri: at(`evil.${host}`) },
    { what: 'with full-width letters in its host', uri: at(fullWidth(host)) },
    { what: 'with another domain behind its host', uri: at(`${hostname}.${strangerHost}`) },
    { what: 'with a dot behind its host', uri: at(host.replace(hostname, `${hostname}.`)) },
    { what: 'with a space behind it', uri: `${registered.href} ` },
    { what: 'with a line break behind it', uri: `${registered.href}\r\n` },
    { what: 'with a line feed behind it', uri: `${registered.href}\n` },
    { what: 'with a NUL behind it', uri: `${registered.href}\0` },
    ...(isLoopback(registered.href) ? loopbackNames(registered) : []),
  ]
  return variants.filter(({ uri }) => uri !== registered.href && uri !== `${protocol}//${host}${tail}`)
}

/** Letters that some libraries read as their ASCII likes (UTS 46; NFKC). */
function fullWidth(host: string): string {
  return host.replace(/[a-z]/, (letter) => String.fromCodePoint(0xff41 + letter.charCodeAt(0) - 0x61))
}

/** Native clients may use any port of the loopback address (RFC 8252 7.3), so another says nothing there. */
function portVariants({ protocol, hostname, port, pathname, search, href }: URL): readonly Variant[] {
  const at = (number: string) => `${protocol}//${hostname}:${number}${pathname}${search}`
  if (isLoopback(href)) return []
  const usual = protocol === 'https:' ? '443' : '80'
  return [
    { what: 'on another port', uri: at('8443') },
    ...(port === '' ? [{ what: 'with the usual port written out', uri: at(usual) }] : []),
  ]
}

function loopbackNames({ protocol, hostname, port, pathname, search }: URL): readonly Variant[] {
  return ['localhost', '127.0.0.1', '127.1', '2130706433', '[::1]']
    .filter((name) => name !== hostname)
    .map((name) => ({
      what: `on ${name} for ${hostname}`,
      uri: `${protocol}//${name}${port && `:${port}`}${pathname}${search}`,
    }))
}

/** The last character of the path, or a slash after it, percent-encoded: the same octets, another text. */
function percentEncodedPath(pathname: string): string {
  const last = pathname.at(-1) ?? '/'
  return `${pathname.slice(0, -1) || '/'}%${last.charCodeAt(0).toString(16).toUpperCase()}`
}
