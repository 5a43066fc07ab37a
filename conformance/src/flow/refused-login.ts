import type { Outcome } from '../checks/outcome.ts'
import { redactText } from '../run/redact.ts'
import { redactPersonal } from '../run/redact-personal.ts'
import { type HttpRequest, pairsOf } from '../subjects/http.ts'
import type { AutomaticLogin } from '../subjects/target.ts'
import { describeArrival, type Hop, type PageArrival } from './arrival.ts'
import { pageAt, type Visit } from './browser.ts'
import { noticeOf } from './page-notice.ts'
import { asksForCode } from './page-script.ts'

type Misconfigured = Extract<Outcome, { readonly kind: 'config' }>

/** Statuses by which providers say no to a person. */
const refusals = [401, 403, 423, 429]
const tryByHand =
  'Log in by hand once, in a browser, and do what the provider asks there (a locked account must be unlocked first). ' +
  'Nothing was tried a second time.'

/**
 * What is wrong with a name and a password that a person gave, as the provider took them; undefined where the login came
 * to its end, or to nothing for a reason that is the provider's own.
 * @param start the authorization request
 */
export function refusedLogin(visit: Visit, start: HttpRequest, login: AutomaticLogin): Misconfigured | undefined {
  const { givenAs, password } = login
  const { arrival } = visit
  if (givenAs === undefined || password === undefined || arrival.kind !== 'page') return undefined
  const problem = problemOf(arrival, isEndOfLogin(visit, start, password))
  if (!problem) return undefined
  return {
    kind: 'config',
    reason: `${givenAs}: ${problem.what} ${whatWasSaid(visit.hops, arrival, [login.loginHint, password])}`,
    expected: 'a login that leads back to the client',
    actual: describeArrival({ arrival }),
    remedy: problem.mend,
  }
}

/** Whether the browser has not been back at the authorization endpoint since the password was typed. */
function isEndOfLogin({ hops, arrival }: Visit, start: HttpRequest, password: string): boolean {
  const typedAt = hops.findLastIndex(({ request }) =>
    pairsOf(request.form ?? []).some(([, value]) => value === password),
  )
  // Typed it was: what a script of the page sends is no navigation.
  if (typedAt < 0) return arrival.kind === 'page' && arrival.purpose === 'login'
  const endpoint = start.url.replace(/[?#].*$/s, '')
  return !hops.slice(typedAt + 1).some(({ request }) => request.url.startsWith(endpoint))
}

function problemOf(
  { purpose, page, response: { status } }: PageArrival,
  isEnd: boolean,
): { readonly what: string; readonly mend: string } | undefined {
  if (purpose === 'other' && asksForCode(page)) {
    const mend = 'Log in by yourself (--login browser), or name a user without a second factor.'
    return { what: 'the provider asks for a second factor, which no script has.', mend }
  }
  if (!isEnd) return undefined
  if (refusals.includes(status)) return { what: `the provider refuses them (status ${status}).`, mend: tryByHand }
  if (purpose === 'login') {
    const mend = `Correct them; they are those of a user, and no client. If they are right: ${tryByHand}`
    return { what: 'the provider refuses them.', mend }
  }
  if (purpose !== 'other') return undefined
  const mend = `Log in by yourself (--login browser) where the page asks for more than a script can give. ${tryByHand}`
  return { what: 'the page that follows does not lead on.', mend }
}

/** In the words of the page, without what was typed and what else is not to be told. */
function whatWasSaid(hops: readonly Hop[], { page }: PageArrival, typed: readonly string[]): string {
  const before = hops.slice(0, -1).findLast(({ response }) => response.status === 200)
  const notice = noticeOf(page, before && pageAt(before.request.url, before.response).page) ?? page.title
  const words = typed.reduce(withoutValue, notice)
  return words === '' ? 'The page says nothing.' : `The page says ${JSON.stringify(redactPersonal(redactText(words)))}.`
}

function withoutValue(text: string, value: string): string {
  if (value === '') return text
  return text.replaceAll(new RegExp(value.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'gi'), '[redacted]')
}
