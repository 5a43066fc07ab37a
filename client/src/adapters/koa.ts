import type { NodeRequest } from '../callback/callback-input.ts'
import type { ConsentRoutesOptions } from './consent-routes-options.ts'
import { ConsentRoutes } from './core.ts'
import { cookieHeader, readAlready } from './node-http.ts'

export type * from './consent-routes-options.ts'

/** As much of Koa's context as is looked at. */
export interface KoaContext {
  readonly method: string
  readonly originalUrl: string
  readonly req: NodeRequest
  /** Body parsers put the body here. */
  readonly request: object
  status: number
  body: unknown
  set(field: string, value: string): unknown
  append(field: string, value: string): unknown
}

/**
 * The consent routes for Koa: `app.use(mobilePayConsent({ client, consent: { scopes: ['invoice'] } }))`. Needs no body
 * parser; one that ran before is no harm.
 *
 * @throws ConfigurationError `option-invalid`, `sealing-keys-missing`
 */
export function mobilePayConsent<Context extends KoaContext = KoaContext>(
  options: ConsentRoutesOptions<Context>,
): (context: Context, next: () => Promise<unknown>) => Promise<void> {
  const routes = new ConsentRoutes(options)
  return async (context, next) => {
    const { method, originalUrl: url, req } = context
    const cookies = cookieHeader(req)
    const answer = await routes.answer({ method, url, cookies, callback: callbackOf(context), request: context })
    if (answer) await send(answer, context)
    else await next()
  }
}

function callbackOf({ req, request }: KoaContext): NodeRequest {
  const parsed = 'body' in request ? request.body : undefined
  return req.readableDidRead === true && parsed !== undefined ? readAlready(req, req.headers, parsed) : req
}

async function send(answer: Response, context: KoaContext): Promise<void> {
  const body = await answer.text()
  context.status = answer.status
  for (const [name, value] of answer.headers) {
    if (name === 'set-cookie') context.append(name, value)
    else context.set(name, value)
  }
  context.body = body
}
