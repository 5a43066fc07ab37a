import { describeArrival, type PageArrival } from '../../flow/arrival.ts'
import type { Browser } from '../../flow/browser.ts'
import { fillIn } from '../../flow/page-script.ts'
import type { HttpRequest } from '../../subjects/http.ts'
import { isTaken } from '../authorize/probe.ts'
import type { CheckContext } from '../check-context.ts'
import { visitorOf } from '../security/visitor.ts'
import { grant, ownVat, redeemed, wasAsked } from './granted.ts'

/**
 * The page on which a merchant is chosen, answered with a merchant that it does not offer: the one of another user.
 * Without such a page there is nothing to answer.
 */
export async function forcedChoice(context: CheckContext): Promise<readonly string[]> {
  const { flow, target } = context
  const { severalMerchants: login } = flow.lab()
  const vat = ownVat(context)
  const { merchant: strangers } = await grant(flow, target, {})
  const browser = flow.browser()
  const problems = new Set<string>()
  for (const value of new Set([vat, strangers?.claimId ?? strangers?.apiId ?? vat])) {
    const page = await pageOfChoice(context, browser)
    if (!page) return []
    const { arrival, hops } = await browser.visit(choosing(page, value), login.redirectUri, visitorOf(login))
    const attempt = { request: page.request, arrival, hops }
    // Asked once more, the user has chosen a merchant of his own.
    if (!isTaken(attempt) || wasAsked({ attempt })) continue
    const { merchant } = await redeemed(flow, target, attempt, { login })
    const isStrangers = [merchant?.claimVat, merchant?.claimId, merchant?.apiId].some((told) => told === value)
    if (isStrangers)
      problems.add(`another user’s merchant, sent by the page of the choice: ${describeArrival(attempt)}`)
  }
  return [...problems]
}

interface ChoicePage extends PageArrival {
  readonly request: Awaited<ReturnType<CheckContext['flow']['attempt']>>['request']
}

/** In a session in which the user is known by then; undefined where he is not asked. */
async function pageOfChoice({ flow }: CheckContext, browser: Browser): Promise<ChoicePage | undefined> {
  const { severalMerchants: login } = flow.lab()
  await flow.attempt({}, { login, browser, visits: true })
  const { arrival, request } = await flow.attempt({ merchant_vat: undefined }, { login, browser, visits: false })
  return arrival.kind === 'page' && arrival.purpose === 'merchant' ? { ...arrival, request } : undefined
}

/** The form as its user would send it, but with that value for the merchant. */
function choosing({ page, url }: PageArrival, value: string): HttpRequest {
  const filled = fillIn(page, { username: '', password: undefined, decision: 'allow', merchant: undefined })
  const radios = new Set(filled?.form.controls.filter(({ type }) => type === 'radio').map(({ name }) => name))
  const form = filled?.fields.map(([name, given]) => [name, radios.has(name) ? value : given] as const) ?? []
  return {
    method: 'POST',
    url: new URL(filled?.form.action || url, url).href,
    form,
    headers: { origin: new URL(url).origin, referer: url },
  }
}
