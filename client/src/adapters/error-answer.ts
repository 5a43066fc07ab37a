import { MobilePayError } from '../errors/mobilepay-error.ts'
import type { ErrorContext } from './consent-routes-options.ts'
import { personText } from './person-texts.ts'
import { page } from './responses.ts'
import type { RouteSettings } from './route-settings.ts'
import { statusOf } from './status-of.ts'

/**
 * Does the work, and makes an answer of a MobilePayError: the integrator's own, or a page for the person who sees it.
 * Anything else that is thrown is not this package's to answer.
 */
export async function orErrorAnswer<Request>(
  route: ErrorContext<Request>['route'],
  request: Request,
  { hooks }: Pick<RouteSettings<Request>, 'hooks'>,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof MobilePayError)) throw error
    const own = await hooks.onError?.(error, { request, route })
    return own instanceof Response ? own : errorPage(error)
  }
}

/** Says what happened and what to do, and the code, for whoever is asked for help. Nothing of the request is in it. */
function errorPage(error: MobilePayError): Response {
  const { title, happened, remedy } = personText(error)
  const headers = error.code === 'callback-method' ? { allow: 'POST' } : {}
  return page(statusOf(error), title, [happened, remedy, `If you ask for help, name this code: ${error.code}`], headers)
}
