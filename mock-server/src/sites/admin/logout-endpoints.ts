import { randomUUID } from 'node:crypto'
import type { Exchange } from '../../http/exchange.ts'
import { isForm, readForm } from '../../http/form.ts'
import { Parameters } from '../../http/parameters.ts'
import { empty, type HeaderList, type Reply, redirect } from '../../http/reply.ts'
import { renderLogoutPage } from '../../pages/index.ts'
import type { LogoutMessage } from '../../world/world.ts'
import { antiForgery, antiForgeryField, isOwnForm } from './anti-forgery.ts'
import { readEndSession } from './end-session-request.ts'
import { languageLinks, languageOf, page } from './page.ts'
import { foreignForm, queryValue, readOwnForm } from './pending-request.ts'
import { refuse } from './refuse.ts'
import { currentLogin, signOut } from './session.ts'

/** `/connect/endsession` (OpenID Connect RP-Initiated Logout; fact `end-session`). */
export async function endSession(exchange: Exchange): Promise<Reply> {
  const parameters = await endSessionParameters(exchange)
  if (!parameters) return empty(exchange.method === 'POST' ? 415 : 405)
  const { world, stage } = exchange
  const login = currentLogin(exchange)
  const message = readEndSession(parameters, {
    generation: world.settings.generation,
    keys: world.stage(stage).keys,
    findClient: (clientId) => world.findClient(clientId),
    signedIn: login && { sub: login.user.sub, clients: login.session.clients },
  })
  const logoutId = message && randomUUID()
  if (logoutId) world.logouts.set(logoutId, message)
  exchange.note({
    kind: 'answered',
    what: 'sign-out asked for',
    details: { ...message, hasLogoutId: message !== undefined },
  })
  return redirect(`${exchange.origin}${exchange.base}/account/logout${logoutId ? `?logoutId=${logoutId}` : ''}`)
}

async function endSessionParameters(exchange: Exchange): Promise<Parameters | undefined> {
  const { generation } = exchange.world.settings
  if (exchange.method === 'GET') return new Parameters(new URLSearchParams(exchange.query), generation)
  const contentType = exchange.headers['content-type']
  if (exchange.method !== 'POST' || !isForm(contentType, generation)) return undefined
  return new Parameters(await readForm(contentType, await exchange.body()), generation)
}

/** `/account/logout`: asks where nobody vouched for the request, signs out at once where an ID token did. */
export async function logout(exchange: Exchange): Promise<Reply> {
  const message = exchange.world.logouts.get(queryValue(exchange, 'logoutId') ?? '')
  if (exchange.method === 'POST') {
    if (!isOwnForm(exchange, await readOwnForm(exchange))) return refuse(exchange, foreignForm)
    return showLogout(exchange, message, false, signOut(exchange))
  }
  if (exchange.method !== 'GET') return empty(405)
  const askConfirmation = message?.clientId === undefined && currentLogin(exchange) !== undefined
  return showLogout(exchange, message, askConfirmation, askConfirmation ? [] : signOut(exchange))
}

function showLogout(
  exchange: Exchange,
  message: LogoutMessage | undefined,
  askConfirmation: boolean,
  headers: HeaderList,
): Reply {
  const { token, headers: antiForgeryHeaders } = antiForgery(exchange)
  const body = renderLogoutPage({
    language: languageOf(exchange),
    languages: languageLinks(exchange),
    action: `${exchange.base}${exchange.path}?${exchange.query}`,
    hiddenFields: { [antiForgeryField]: token },
    askConfirmation,
    returnUrl: message?.postLogoutRedirectUri,
    clientName: exchange.world.findClient(message?.clientId ?? '')?.clientName,
  })
  return page(exchange, body, [...headers, ...antiForgeryHeaders])
}
