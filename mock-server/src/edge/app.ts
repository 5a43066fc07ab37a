import type { IncomingMessage, ServerResponse } from 'node:http'
import Koa from 'koa'
import { html, type Reply, send } from '../http/reply.ts'
import { interactivePageHeaders } from '../pages/index.ts'
import { refusalReply } from '../proxy/refusals.ts'
import { StoreUnavailableError, WorldGoneError } from '../stores/store-error.ts'
import { knownHosts } from './find-site.ts'
import { renderIndex } from './index-page.ts'
import { type Located, type LocatedSite, locateRequest, type Reachable } from './locate-request.ts'
import { serveSite } from './serve-site.ts'
import { unavailable } from './unavailable.ts'

/** Where requests lead. `publicUrl` is where the mock is reached from outside; by default what a Host header says. */
export interface EdgeOptions extends Reachable {
  /** Answers what is asked under `/_mock`. */
  control(message: IncomingMessage, response: ServerResponse): Promise<void>
}

/** The application: finds the world and the site of a request and answers (design, 2). */
export function createApp({ control, ...reachable }: EdgeOptions): Koa {
  const app = new Koa()
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!clientIsGone(error)) app.onerror(error)
  })
  app.use(async (ctx) => {
    ctx.respond = false
    const method = ctx.req.method ?? 'GET'
    const asked = locateRequest(reachable, ctx.req)
    try {
      const located = await bringUpToDate(reachable, ctx.req, asked)
      if (located.kind === 'control') await control(ctx.req, ctx.res)
      else if (located.kind === 'site') await serve(located, reachable, ctx.req, ctx.res)
      else send(ctx.res, answerElsewhere(located), method)
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error
      send(ctx.res, unavailable(asked, error), method)
    }
  })
  return app
}

/** Where a store keeps the worlds, one that this process does not know may have been created by another. */
async function bringUpToDate(reachable: Reachable, message: IncomingMessage, located: Located): Promise<Located> {
  const { worlds } = reachable
  if (worlds.isStored && located.kind === 'index') await located.world.turns?.read(() => undefined)
  if (!worlds.isStored || located.kind !== 'unknown-world') return located
  const found = await worlds.lookUp(located.name)
  return found ? locateRequest(reachable, message) : located
}

/** A world that went just now may be there anew. */
async function serve(
  located: LocatedSite,
  reachable: Reachable,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await serveSite(located, message, response)
  } catch (error) {
    if (!(error instanceof WorldGoneError)) throw error
    await reachable.worlds.lookUp(located.world.name)
    const again = locateRequest(reachable, message)
    if (again.kind === 'site') await serveSite(again, message, response)
    else if (again.kind !== 'control') send(response, answerElsewhere(again), message.method ?? 'GET')
  }
}

/** A client that does not wait for its answer is nobody's mistake. */
function clientIsGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ECONNRESET' || code === 'HPE_INVALID_EOF_STATE'
}

/** What the mock says of itself, outside MobilePay's addresses. */
function answerElsewhere(located: Exclude<Located, LocatedSite | { readonly kind: 'control' }>): Reply {
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
    case 'proxy-refused':
      return refusalReply(located.refusal)
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
