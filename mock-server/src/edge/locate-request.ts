import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { readAbsoluteForm } from '../proxy/absolute-form.ts'
import type { ProxyRefusal } from '../proxy/refusals.ts'
import { isRefusal, worldAskedFor } from '../proxy/world-asked-for.ts'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import { type FoundSite, findSite, knownHosts } from './find-site.ts'
import type { Reached } from './to-exchange.ts'

export interface LocatedSite {
  readonly kind: 'site'
  readonly world: World
  readonly site: FoundSite
  readonly reached: Reached
}

/** What a request's address leads to. */
export type Located =
  | LocatedSite
  /** The mock's own commands and console. */
  | { readonly kind: 'control' }
  | { readonly kind: 'proxy-refused'; readonly refusal: ProxyRefusal }
  | { readonly kind: 'index'; readonly world: World; readonly origin: string }
  | { readonly kind: 'unknown-world'; readonly name: string }
  | { readonly kind: 'unknown-site'; readonly host: string; readonly origin: string }
  | { readonly kind: 'unknown-host'; readonly host: string }
  | { readonly kind: 'unknown-path'; readonly host: string }

/** Where the requests of one port, or one kind of connection, may lead. */
export interface Reachable {
  readonly worlds: Worlds
  /** The world that an address without `/w/WORLD` leads to. */
  readonly home: World
  readonly publicUrl: string | undefined
  /** Every request is for a real host name, as inside the proxy's tunnels. */
  readonly realNamesOnly: boolean
}

/** Over TLS the host names the site; this machine's own names, and plain http, have the path form. */
export function locateRequest(reachable: Reachable, message: IncomingMessage): Located {
  const { home, publicUrl, realNamesOnly } = reachable
  const named = readAbsoluteForm(message, (url) => isOwn(url, publicUrl, message))
  if (named?.kind === 'refused') return { kind: 'proxy-refused', refusal: named.refusal }
  if (named?.kind === 'real-host') return locateForProxy(reachable, message)
  const host = realNamesOnly || isTls(message) ? hostOf(message) : 'localhost'
  if (knownHosts.includes(host)) return locateByHost(reachable, home, message)
  const isHere = ownNames.includes(host) || (publicUrl !== undefined && new URL(publicUrl).hostname === host)
  if (realNamesOnly || !isHere) return { kind: 'unknown-host', host }
  // Under a real host name there is nothing but what the real host has.
  return isControl(message) ? { kind: 'control' } : locateByPath(reachable, message)
}

function isControl({ url = '' }: IncomingMessage): boolean {
  return /^\/_mock(?:[/?]|$)/.test(url)
}

/** Clients without CONNECT ask the proxy to speak TLS in their place: as good as having come over it. */
function locateForProxy(reachable: Reachable, message: IncomingMessage): Located {
  const world = worldAskedFor(reachable.worlds, reachable.home, message.headers)
  return isRefusal(world) ? { kind: 'proxy-refused', refusal: world } : locateByHost(reachable, world, message)
}

/** Whether an address is that of the port at which a request came, or the public one. */
function isOwn(url: URL, publicUrl: string | undefined, { socket }: IncomingMessage): boolean {
  if (publicUrl !== undefined && new URL(publicUrl).host === url.host) return true
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  return ownNames.includes(url.hostname) && port === socket.localPort
}

const ownNames = ['localhost', '127.0.0.1', '[::1]']

function isTls({ socket }: IncomingMessage): boolean {
  return socket instanceof TLSSocket
}

/** Host without its port; where an old client sends none, the name of the handshake. */
function hostOf({ headers, socket }: IncomingMessage): string {
  const servername = socket instanceof TLSSocket && typeof socket.servername === 'string' ? socket.servername : ''
  return (headers.host ?? servername).replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase()
}

/** Under its real name a site is in the world of the connection, and no address is rewritten. */
function locateByHost({ worlds }: Reachable, { name }: World, message: IncomingMessage): Located {
  // Connections outlive worlds.
  const world = worlds.find(name)
  if (!world) return { kind: 'unknown-world', name }
  const host = hostOf(message)
  const [path, query] = splitOnce(message.url ?? '/', '?')
  const site = findSite(host, path)
  if (!site) return { kind: 'unknown-path', host }
  const origin = `https://${(message.headers.host ?? host).toLowerCase()}`
  const reached: Reached = { site, host, prefix: '', origin, query, secure: true, locate: (realUrl) => realUrl }
  return { kind: 'site', world, site, reached }
}

/** Reads the path form of the address rule: `/HOST/PATH`, and `/w/WORLD/HOST/PATH` for a world of its own. */
function locateByPath({ worlds, home, publicUrl }: Reachable, message: IncomingMessage): Located {
  const [path, query] = splitOnce(message.url ?? '/', '?')
  // The public address leads to the default world; a port of another world is reached as it was asked.
  const base = (home === worlds.default ? publicUrl : undefined) ?? originOf(message)
  const [, name, rest = '/'] = /^\/w\/([^/]+)(\/.*)?$/.exec(path) ?? [undefined, undefined, path]
  const world = name === undefined ? home : worlds.find(name)
  if (!world) return { kind: 'unknown-world', name: name ?? '' }
  const origin = name === undefined ? base : `${base}/w/${name}`
  if (rest === '/') return { kind: 'index', world, origin }
  const [host, below] = splitOnce(rest.slice(1), '/')
  const site = findSite(host, `/${below}`)
  if (!site) return { kind: 'unknown-site', host, origin }
  return { kind: 'site', world, site, reached: reach(origin, host, site, query) }
}

function reach(origin: string, host: string, site: FoundSite, query: string): Reached {
  const url = new URL(origin)
  return {
    site,
    host,
    prefix: `${url.pathname.replace(/\/$/, '')}/${host}`,
    origin: url.origin,
    query,
    secure: url.protocol === 'https:',
    locate: (realUrl) => realUrl.replace('https://', `${origin}/`),
  }
}

/** Any other Host than a plain host and port is nobody's address, so the mock's own name stands in for it. */
export function originOf(message: IncomingMessage): string {
  const { headers, socket } = message
  const host = headers.host ?? ''
  const scheme = isTls(message) ? 'https' : 'http'
  const isPlain = /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host)
  return isPlain ? `${scheme}://${host}` : `${scheme}://localhost:${socket.localPort}`
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}
