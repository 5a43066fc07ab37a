import type { IncomingMessage, ServerResponse } from 'node:http'
import Koa from 'koa'
import { html, type Reply, send } from '../http/reply.ts'
import { interactivePageHeaders } from '../pages/index.ts'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import { knownHosts } from './find-site.ts'
import { renderIndex } from './index-page.ts'
import { isRealName, type Located, type LocatedSite, locateRequest } from './locate-request.ts'
import { serveSite } from './serve-site.ts'

export interface EdgeOptions {
  readonly worlds: Worlds
  /** The world that an address without `/w/WORLD` leads to. */
  readonly home: World
  /** Where the mock is reached from outside; by default what the Host header of a request says. */
  readonly publicUrl: string | undefined
  /** Answers what is asked under `/_mock`. */
  control(message: IncomingMessage, response: ServerResponse): Promise<void>
}

/** The application: finds the world and the site of a request and answers (design, 2). */
export function createApp({ worlds, home, publicUrl, control }: EdgeOptions): Koa {
  const app = new Koa()
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!clientIsGone(error)) app.onerror(error)
  })
  app.use(async (ctx) => {
    ctx.respond = false
    const method = ctx.req.method ?? 'GET'
    if (isControl(ctx.req)) return control(ctx.req, ctx.res)
    const located = locateRequest({ worlds, home, publicUrl }, ctx.req)
    if (located.kind === 'site') await serveSite(located, ctx.req, ctx.res)
    else send(ctx.res, answerElsewhere(located), method)
  })
  return app
}

/** A client that does not wait for its answer is nobody's mistake. */
function clientIsGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ECONNRESET'
}

/** Under a real host name there is nothing but what the real host has. */
function isControl(message: IncomingMessage): boolean {
  return /^\/_mock(?:[/?]|$)/.test(message.url ?? '') && !isRealName(message)
}

/** What the mock says of itself, outside MobilePay's addresses. */
function answerElsewhere(located: Exclude<Located, LocatedSite>): Reply {
  switch (located.kind) {
    case 'index':
      return html(renderIndex(located.world, located.origin), pageHeaders)
    case 'unknown-world':
      return plain(`There is no world "${located.name.slice(0, 100)}". It was removed, or lay unused for too long.`)
    case 'unknown-site':
      return plain(
        `It knows no site "${located.host.slice(0, 100)}".`,
        'A real address https://HOST/PATH is here at /HOST/PATH, for these hosts:',
        ...knownHosts.map((known) => `  ${located.origin}/${known}/`),
      )
    case 'unknown-path':
      return plain(`It has nothing at this path of ${located.host}.`)
    case 'unknown-host':
      return {
        ...plain(
          `It does not answer for "${located.host.slice(0, 100)}". Over TLS it is these hosts, and localhost for the path form:`,
          ...knownHosts.map((known) => `  https://${known}/`),
        ),
        status: 421,
      }
  }
}

const { 'Content-Type': _type, ...shared } = interactivePageHeaders
const pageHeaders = Object.entries(shared)

function plain(...lines: string[]): Reply {
  const body = ['This is the mobilepay-oidc mock.', ...lines, ''].join('\n')
  return { status: 404, headers: [['Content-Type', 'text/plain; charset=UTF-8']], body }
}
