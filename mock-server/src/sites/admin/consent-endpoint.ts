import type { Merchant } from '@mobilepay-oidc/fixtures'
import type { Exchange } from '../../http/exchange.ts'
import type { Reply } from '../../http/reply.ts'
import { renderConsentPage } from '../../pages/index.ts'
import { isProductScope } from '../../rules/authorize/scopes.ts'
import type { Decision } from '../../world/sessions.ts'
import { antiForgery, antiForgeryField } from './anti-forgery.ts'
import { serveDecisionPage } from './decision-page.ts'
import { languageLinks, languageOf, page } from './page.ts'
import type { Pending } from './pending-request.ts'
import type { Login } from './session.ts'

/** `/consent?returnUrl=…`: a tick box per product (facts `consent-scopes-selectable`, `consent-denied`). */
export function consent(exchange: Exchange): Promise<Reply> {
  return serveDecisionPage(exchange, { show: showConsent, decide })
}

function showConsent(exchange: Exchange, pending: Pending, login: Login, merchants: readonly Merchant[]): Reply {
  const { request, key } = pending
  const { token, headers } = antiForgery(exchange)
  const body = renderConsentPage({
    language: languageOf(exchange, request.uiLocales),
    languages: languageLinks(exchange),
    action: `${exchange.base}${exchange.path}?${exchange.query}`,
    hiddenFields: { [antiForgeryField]: token },
    clientName: request.client.clientName,
    merchant: merchantAskedFor(pending, merchants, login.session.decisions.get(key)?.merchantId),
    scopes: request.scopes.filter(isProductScope).map((name) => ({ name, checked: true })),
    offlineAccess: request.scopes.includes('offline_access'),
  })
  return page(exchange, body, headers)
}

function merchantAskedFor(
  { request }: Pending,
  merchants: readonly Merchant[],
  picked: string | undefined,
): Merchant | undefined {
  const wanted = merchants.find(({ vat, merchantId }) => vat === request.merchantVat || merchantId === picked)
  return wanted ?? (merchants.length === 1 ? merchants[0] : undefined)
}

/** A request for products that is allowed with every box cleared grants nothing, so it counts as a no. */
function decide(form: URLSearchParams, { request }: Pending): Decision {
  const ticked = form.getAll('scopes')
  const scopes = request.scopes.filter((scope) => !isProductScope(scope) || ticked.includes(scope))
  const nothingLeft = request.scopes.some(isProductScope) && !scopes.some(isProductScope)
  if (form.get('decision') !== 'allow' || nothingLeft) return { consent: { granted: false } }
  return { consent: { granted: true, scopes } }
}
