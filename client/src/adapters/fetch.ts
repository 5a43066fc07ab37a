import type { ConsentRoutesOptions } from './consent-routes-options.ts'
import { ConsentRoutes } from './core.ts'
import { pathAndQuery } from './path-and-query.ts'
import { plainAnswer } from './responses.ts'

export type * from './consent-routes-options.ts'

/** Handlers of Fetch requests. */
export interface ConsentHandlers {
  /** For an application of several parts: undefined where the path is neither of the two. */
  answer(request: Request): Promise<Response | undefined>
  /** For a server of its own (`Deno.serve`, `Bun.serve`, Workers): 404 for other paths. */
  fetch(request: Request): Promise<Response>
  /** The same, by the names that a route file of Next.js exports. */
  GET(request: Request): Promise<Response>
  POST(request: Request): Promise<Response>
}

/**
 * The consent routes for servers that speak Fetch: Next.js (`export const { GET, POST } = mobilePayConsent({ … })`), Deno,
 * Bun, workers.
 *
 * @throws ConfigurationError `option-invalid`, `sealing-keys-missing`
 */
export function mobilePayConsent(options: ConsentRoutesOptions<Request>): ConsentHandlers {
  const routes = new ConsentRoutes(options)
  const answer = async (request: Request) => {
    const { method, headers } = request
    const cookies = headers.get('cookie') ?? ''
    return routes.answer({ method, url: pathAndQuery(request.url), cookies, callback: request, request })
  }
  const handle = async (request: Request) => (await answer(request)) ?? plainAnswer(404, 'Not found.')
  return { answer, fetch: handle, GET: handle, POST: handle }
}
