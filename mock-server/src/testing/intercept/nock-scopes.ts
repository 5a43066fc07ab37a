import type { IncomingMessage } from 'node:http'
import type nock from 'nock'
import { findSite, knownHosts } from '../../edge/find-site.ts'
import { routes } from '../../sites/routes.ts'

export type Nock = typeof nock

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** What is said of the connection within the process is not so of the client's (RFC 9110 7.6.1). */
const hopByHop = /^(?:connection|keep-alive)$/i

/**
 * Has nock send every request for MobilePay's hosts to `ask`. A scope is named as nock's users name theirs, so that their
 * interceptors are in the same list: those that were there before come first, and later ones have the paths that the mock
 * does not serve.
 * @returns takes the interceptors away, and leaves others alone
 */
export function interceptHosts(use: Nock, ask: (request: Request) => Promise<IncomingMessage>): () => void {
  const before = new Set(use.activeMocks())
  const own = new Set<string>()
  const removals = knownHosts.flatMap((host) => {
    const origin = `https://${host}`
    const hasOthers = () => use.activeMocks().some((key) => key.includes(`${origin}:443`) && !own.has(key))
    const scope = use(origin).persist()
    return methods.map((method) => {
      const interceptor = scope.intercept((path) => isServed(host, path) || !hasOthers(), method).optionally()
      interceptor.reply(async (request: Request) => toReply(await ask(request)))
      return () => use.removeInterceptor(interceptor)
    })
  })
  for (const key of use.activeMocks()) if (!before.has(key)) own.add(key)
  return () => {
    for (const remove of removals) remove()
    // nock remembers hosts that had interceptors, and refuses them; where nobody else has any, it may forget.
    if (use.activeMocks().length === 0) use.cleanAll()
  }
}

function isServed(host: string, path: string): boolean {
  const site = findSite(host, path.split('?', 1).join())
  return site !== undefined && site.path.toLowerCase().replace(/\/$/, '') in routes[site.role]
}

/** As nock takes it; the body is handed on as it comes. */
function toReply(answer: IncomingMessage): readonly [number, IncomingMessage, string[]] {
  const pairs = answer.rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && !hopByHop.test(name) ? [name, answer.rawHeaders[index + 1] ?? ''] : [],
  )
  return [answer.statusCode ?? 0, answer, pairs]
}
