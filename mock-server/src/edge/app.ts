import type { IncomingMessage } from 'node:http'
import Koa from 'koa'
import { html, type Reply, send } from '../http/reply.ts'
import { interactivePageHeaders } from '../pages/index.ts'
import type { World } from '../world/world.ts'
import { answer } from './answer.ts'
import { findSite, knownHosts } from './find-site.ts'
import { renderIndex } from './index-page.ts'
import { toExchange } from './to-exchange.ts'

export interface EdgeOptions {
  readonly world: World
  /** Where the mock is reached from outside; by default what the Host header of a request says. */
  readonly publicUrl: string | undefined
}

/** The application: finds the site of a request by the path form of the address rule and answers (design, 2). */
export function createApp(options: EdgeOptions): Koa {
  const app = new Koa()
  app.use(async (ctx) => {
    ctx.respond = false
    send(ctx.res, await route(options, ctx.req), ctx.req.method ?? 'GET')
  })
  return app
}

function route({ world, publicUrl }: EdgeOptions, message: IncomingMessage): Promise<Reply> | Reply {
  const [path = '/', query = ''] = splitOnce(message.url ?? '/', '?')
  const origin = publicUrl ?? originOf(message)
  if (path === '/') return html(renderIndex(world, origin), htmlHeaders)
  const [host = '', rest = ''] = splitOnce(path.slice(1), '/')
  const site = findSite(host, `/${rest}`)
  if (!site) return notFound(host, origin)
  const prefix = `${pathOf(origin)}/${host}`
  const locate = (realUrl: string) => realUrl.replace('https://', `${origin}/`)
  const secure = origin.startsWith('https:')
  const reached = { site, host, prefix, query, secure, locate, origin: new URL(origin).origin }
  return answer(toExchange(world, message, reached), site)
}

const { 'Content-Type': _type, ...pageHeaders } = interactivePageHeaders
const htmlHeaders = Object.entries(pageHeaders)

/** Any other Host than a plain host and port is nobody's address, so the mock's own name stands in for it. */
function originOf({ headers, socket }: IncomingMessage): string {
  const host = headers.host ?? ''
  return /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host)
    ? `http://${host}`
    : `http://localhost:${socket.localPort}`
}

/** A public URL may have a path of its own, behind which the mock's paths begin. */
function pathOf(origin: string): string {
  return new URL(origin).pathname.replace(/\/$/, '')
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}

function notFound(host: string, origin: string): Reply {
  const body = [
    `This is the mobilepay-oidc mock. It knows no site "${host.slice(0, 100)}".`,
    'A real address https://HOST/PATH is here at /HOST/PATH, for these hosts:',
    ...knownHosts.map((known) => `  ${origin}/${known}/`),
    '',
  ].join('\n')
  return { status: 404, headers: [['Content-Type', 'text/plain; charset=UTF-8']], body }
}
