import type { NodeRequest } from '../callback/callback-input.ts'
import type { ConsentRoutesOptions } from './consent-routes-options.ts'
import { ConsentRoutes } from './core.ts'
import { cookieHeader } from './node-http.ts'

export type * from './consent-routes-options.ts'

/** As much of Fastify's request as is looked at. */
export interface FastifyRequestLike {
  readonly raw: NodeRequest
  readonly originalUrl: string
}

/** As much of Fastify's reply as the adapter uses. */
export interface FastifyReplyLike {
  send(payload: Response): unknown
  callNotFound(): unknown
}

/** As much of a Fastify instance as is used. */
export interface FastifyLike<Request> {
  removeAllContentTypeParsers(): unknown
  addContentTypeParser(
    type: '*',
    parser: (request: unknown, payload: unknown, done: (error: null) => void) => void,
  ): unknown
  route(route: {
    readonly method: string[]
    readonly url: string
    readonly handler: (request: Request, reply: FastifyReplyLike) => Promise<unknown>
  }): unknown
}

/**
 * The consent routes as a plugin for Fastify:
 * `await app.register(mobilePayConsent({ client, consent: { scopes: ['invoice'] } }))`. Needs no body parser; those of the
 * application stay as they are.
 *
 * @throws ConfigurationError `option-invalid`, `sealing-keys-missing`
 */
export function mobilePayConsent<Request extends FastifyRequestLike = FastifyRequestLike>(
  options: ConsentRoutesOptions<Request>,
): (instance: FastifyLike<Request>) => Promise<void> {
  const routes = new ConsentRoutes(options)
  const handler = async (request: Request, reply: FastifyReplyLike) => {
    const { raw, originalUrl: url } = request
    const cookies = cookieHeader(raw)
    const answer = await routes.answer({ method: raw.method, url, cookies, callback: raw, request })
    return answer ? reply.send(answer) : reply.callNotFound()
  }
  return async (instance) => {
    // In this plugin alone: the body stays unread until the core reads it, with its own limits and refusals.
    instance.removeAllContentTypeParsers()
    instance.addContentTypeParser('*', (_request, _payload, done) => done(null))
    const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
    for (const url of [routes.startPath, routes.callbackPath]) instance.route({ method, url, handler })
  }
}
