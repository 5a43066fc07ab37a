import type { NodeRequest } from '../callback/callback-input.ts'
import type { ConsentRoutesOptions } from './consent-routes-options.ts'
import { ConsentRoutes } from './core.ts'
import { cookieHeader, type NodeResponse, sendToNode } from './node-http.ts'

export type * from './consent-routes-options.ts'

/** As much of Express' request as is looked at; requests of Connect and `node:http` have it too. */
export interface ExpressRequest extends NodeRequest {
  readonly originalUrl?: string
}

/**
 * The consent routes for Express, Connect and whatever takes their middleware:
 * `app.use(mobilePayConsent({ client, consent: { scopes: ['invoice'] } }))`. Needs no body parser; one that ran before
 * is no harm.
 *
 * @throws ConfigurationError `option-invalid`, `sealing-keys-missing`
 */
export function mobilePayConsent<Request extends ExpressRequest = ExpressRequest>(
  options: ConsentRoutesOptions<Request>,
): (request: Request, response: NodeResponse, next: (error?: unknown) => void) => Promise<void> {
  const routes = new ConsentRoutes(options)
  return async (request, response, next) => {
    const { method, originalUrl, url = '' } = request
    const incoming = { method, url: originalUrl ?? url, cookies: cookieHeader(request), callback: request, request }
    const answer = await routes.answer(incoming).catch((error: unknown) => {
      next(error)
      return null
    })
    if (answer) await sendToNode(answer, response)
    else if (answer === undefined) next()
  }
}
