import type { IncomingMessage } from 'node:http'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import { type FoundSite, findSite } from './find-site.ts'
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
  | { readonly kind: 'index'; readonly world: World; readonly origin: string }
  | { readonly kind: 'unknown-world'; readonly name: string }
  | { readonly kind: 'unknown-site'; readonly host: string; readonly origin: string }

/** Reads the path form of the address rule: `/HOST/PATH`, and `/w/WORLD/HOST/PATH` for a world of its own. */
export function locateRequest(worlds: Worlds, publicUrl: string | undefined, message: IncomingMessage): Located {
  const [path, query] = splitOnce(message.url ?? '/', '?')
  const base = publicUrl ?? originOf(message)
  const [, name, rest = '/'] = /^\/w\/([^/]+)(\/.*)?$/.exec(path) ?? [undefined, undefined, path]
  const world = name === undefined ? worlds.default : worlds.find(name)
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
function originOf({ headers, socket }: IncomingMessage): string {
  const host = headers.host ?? ''
  const isPlain = /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host)
  return isPlain ? `http://${host}` : `http://localhost:${socket.localPort}`
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}
