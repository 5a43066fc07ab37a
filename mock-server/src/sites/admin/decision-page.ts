import type { Merchant } from '@mobilepay-oidc/fixtures'
import type { Exchange } from '../../http/exchange.ts'
import { empty, type Reply, redirect } from '../../http/reply.ts'
import type { Decision } from '../../world/sessions.ts'
import { isOwnForm } from './anti-forgery.ts'
import { merchantsFor } from './merchants-for.ts'
import { findPending, foreignForm, isReply, type Pending, queryValue, readOwnForm } from './pending-request.ts'
import { refuse } from './refuse.ts'
import { currentLogin, type Login } from './session.ts'

/** A page on which a signed-in user decides something about a request. */
export interface DecisionPage {
  show(exchange: Exchange, pending: Pending, login: Login, merchants: readonly Merchant[]): Reply
  decide(form: URLSearchParams, pending: Pending): Decision
}

/** Shows the page, or remembers what was decided and leads back to the authorization endpoint. */
export async function serveDecisionPage(exchange: Exchange, decisionPage: DecisionPage): Promise<Reply> {
  const pending = findPending(exchange, queryValue(exchange, 'returnUrl'))
  if (isReply(pending)) return pending
  if (exchange.method === 'GET') return showPage(exchange, decisionPage, pending)
  if (exchange.method !== 'POST') return empty(405)
  const form = await readOwnForm(exchange)
  if (!isOwnForm(exchange, form)) return refuse(exchange, foreignForm)
  const login = currentLogin(exchange)
  if (!login) return redirect(pending.returnUrl)
  const { decisions } = login.session
  decisions.set(pending.key, { ...decisions.get(pending.key), ...decisionPage.decide(form, pending) })
  return redirect(pending.returnUrl)
}

function showPage(exchange: Exchange, decisionPage: DecisionPage, pending: Pending): Reply {
  const login = currentLogin(exchange)
  if (!login) return redirect(pending.returnUrl)
  return decisionPage.show(exchange, pending, login, merchantsFor(exchange, login))
}
