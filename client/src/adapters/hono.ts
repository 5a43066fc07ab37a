import type { CallbackInput } from '../callback/callback-input.ts'
import type { ConsentRoutesOptions } from './consent-routes-options.ts'
import { ConsentRoutes } from './core.ts'
import { readAlready } from './node-http.ts'
import { pathAndQuery } from './path-and-query.ts'

export type * from './consent-routes-options.ts'

/** As much of Hono's context as is looked at. */
export interface HonoContext {
  readonly req: {
    readonly raw: Request
    /** What earlier handlers have read. */
    readonly bodyCache: object
    text(): Promise<string>
    formData(): Promise<FormData>
  }
}

/**
 * The consent routes for Hono: `app.use(mobilePayConsent({ client, consent: { scopes: ['invoice'] } }))`. Runs wherever
 * Hono does; a handler that has read the body before is no harm.
 *
 * @throws ConfigurationError `option-invalid`, `sealing-keys-missing`
 */
export function mobilePayConsent<Context extends HonoContext = HonoContext>(
  options: ConsentRoutesOptions<Context>,
): (context: Context, next: () => Promise<void>) => Promise<Response | undefined> {
  const routes = new ConsentRoutes(options)
  return async (context, next) => {
    const { raw } = context.req
    const cookies = raw.headers.get('cookie') ?? ''
    const callback = await callbackOf(context.req)
    const url = pathAndQuery(raw.url)
    const answer = await routes.answer({ method: raw.method, url, cookies, callback, request: context })
    if (!answer) await next()
    return answer
  }
}

async function callbackOf(req: HonoContext['req']): Promise<CallbackInput> {
  if (!req.raw.bodyUsed) return req.raw
  const body = 'formData' in req.bodyCache ? await req.formData() : await req.text()
  return readAlready(req.raw, Object.fromEntries(req.raw.headers), body)
}
