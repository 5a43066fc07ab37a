import type { Exchange } from '../../http/exchange.ts'
import { empty, type Reply, redirect } from '../../http/reply.ts'
import { renderLoginPage } from '../../pages/index.ts'
import { antiForgery, antiForgeryField, isOwnForm } from './anti-forgery.ts'
import { languageLinks, languageOf, page } from './page.ts'
import { findPending, foreignForm, isReply, type Pending, queryValue, readOwnForm } from './pending-request.ts'
import { refuse } from './refuse.ts'
import { signIn } from './session.ts'

/** `/account/login?ReturnUrl=…`: who are you? */
export async function login(exchange: Exchange): Promise<Reply> {
  const pending = findPending(exchange, queryValue(exchange, 'ReturnUrl'))
  if (isReply(pending)) return pending
  if (exchange.method === 'GET') return showLogin(exchange, pending)
  return exchange.method === 'POST' ? logIn(exchange, pending) : empty(405)
}

async function logIn(exchange: Exchange, pending: Pending): Promise<Reply> {
  const form = await readOwnForm(exchange)
  if (!isOwnForm(exchange, form)) return refuse(exchange, foreignForm)
  const email = form.get('email') ?? ''
  const user = exchange.world.findActiveUser(exchange.world.findUserByEmail(email)?.sub)
  if (!user || user.password !== form.get('password')) return showLogin(exchange, pending, email)
  exchange.note({ kind: 'answered', what: `${user.email} signed in` })
  return redirect(pending.returnUrl, signIn(exchange, user, pending.key).headers)
}

/** @param failedEmail what was typed where email and password did not fit */
function showLogin(exchange: Exchange, { request }: Pending, failedEmail?: string): Reply {
  const { token, headers } = antiForgery(exchange)
  const body = renderLoginPage({
    language: languageOf(exchange, request.uiLocales),
    languages: languageLinks(exchange),
    action: `${exchange.base}${exchange.path}?${exchange.query}`,
    hiddenFields: { [antiForgeryField]: token },
    email: failedEmail ?? request.loginHint,
    error: failedEmail === undefined ? undefined : 'wrong-credentials',
    suggestions: exchange.world.users.filter((user) => user.active !== false),
  })
  return page(exchange, body, headers)
}
