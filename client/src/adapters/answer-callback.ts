import { stateOf } from '../callback/check-state.ts'
import { readAuthorizationResponse } from '../callback/read-authorization-response.ts'
import { refuseResponseInQuery } from '../callback/read-form-post.ts'
import type { PendingConsent } from '../consent/pending-consent.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { relayPage } from '../relay/relay-page.ts'
import { connectedPage } from './connected-page.ts'
import type { Incoming } from './core.ts'
import { orErrorAnswer } from './error-answer.ts'
import { redirect, withCookies } from './responses.ts'
import type { RouteSettings } from './route-settings.ts'

/**
 * Completes the consent that the callback belongs to. Once it was found in this browser, its cookie goes, whatever comes
 * of the rest: a consent is good for one callback.
 *
 * @throws ProtocolError where the callback can not be read or belongs to no consent of this browser
 */
export async function answerCallback<Request>(
  incoming: Incoming<Request>,
  settings: RouteSettings<Request>,
): Promise<Response> {
  refuseResponseInQuery(incoming.url)
  if (incoming.method === 'GET' && settings.responseMode === 'fragment') return relayPage()
  if (incoming.method !== 'POST') throw new ProtocolError('callback-method', { details: { expected: 'POST' } })
  const parameters = await readAuthorizationResponse(incoming.callback, 'form_post')
  const { pending, setCookies } = await settings.memory.recall(stateOf(parameters), incoming.cookies)
  const answer = await orErrorAnswer('callback', incoming.request, settings, () =>
    connect(parameters, pending, incoming.request, settings),
  )
  return withCookies(answer, setCookies)
}

async function connect<Request>(
  parameters: URLSearchParams,
  { consent, returnTo, appState }: PendingConsent,
  request: Request,
  { client, hooks, returnTo: fixed }: RouteSettings<Request>,
): Promise<Response> {
  const connection = await client.completeConsent(parameters, consent)
  const goTo = returnTo === undefined ? fixed : new URL(returnTo, client.redirectUri).href
  const own = await hooks.onConnected?.(connection, { request, returnTo: goTo, appState })
  if (own instanceof Response) return own
  return goTo === undefined ? connectedPage() : redirect(goTo)
}
