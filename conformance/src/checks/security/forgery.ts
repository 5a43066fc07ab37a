import type { PageArrival } from '../../flow/arrival.ts'
import { describeArrival } from '../../flow/arrival.ts'
import { challengeOf, randomText } from '../../flow/authorization-request.ts'
import type { Browser } from '../../flow/browser.ts'
import type { Flow } from '../../flow/flow.ts'
import { fillIn, type PagePurpose } from '../../flow/page-script.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems, type Outcome, OutcomeSignal } from '../outcome.ts'
import { type FormAtHand, takenByGet, takenForged } from './forged-forms.ts'
import { visitorOf } from './visitor.ts'

/** S-16, S-17: forms that another site can't send in a user's name. */
export const forgery: readonly CheckDefinition[] = [
  {
    id: 'S-16',
    title: 'The login form carries a value that is of this browser alone, and is refused without it',
    spec: 'OWASP, cross-site request forgery',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const { flow } = context
      const same = { state: randomText(), nonce: randomText(), code_challenge: challengeOf(randomText()) }
      const browser = flow.browser()
      const one = filled(flow, await pageOf(flow, browser, 'login', same))
      const other = filled(flow, await pageOf(flow, flow.browser(), 'login', same))
      const tokens = one.fields.filter(([name, value]) =>
        other.fields.some((field) => field[0] === name && field[1] !== value),
      )
      const names = tokens.map(([name]) => name)
      if (names.length === 0 && hasSecretAddress(one) && one.url !== other.url) return boundByAddress
      const problems =
        names.length === 0
          ? ['the login form has no field whose value differs from browser to browser']
          : await takenForged(context, browser, one, { names, of: 'another browser', fields: other.fields })
      return judgeProblems(
        problems.map((problem) => problem.replace(/^the form/, 'the login form')),
        'a token in the login form, without which it is refused',
        'Put an anti-forgery token, bound to the browser by a cookie, into the login form and ask for it.',
      )
    },
  },
  {
    id: 'S-17',
    title: 'The consent form can’t be sent by another site',
    spec: 'RFC 9700 4.16; OWASP, cross-site request forgery',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const { flow } = context
      const browser = flow.browser()
      const consent = await consentOf(flow, browser)
      const names = consent.fields.filter(([, value]) => looksRandom(value)).map(([name]) => name)
      if (names.length === 0 && hasSecretAddress(consent)) return boundByAddress
      const withoutToken =
        names.length === 0
          ? ['the form has no field that another site could not guess']
          : await takenForged(context, browser, consent, {
              names,
              of: 'another session',
              fields: context.target.lab ? (await consentOf(flow, flow.browser())).fields : [],
            })
      const again = filled(flow, await pageOf(flow, browser, 'consent', { prompt: 'consent' }))
      return judgeProblems(
        [...withoutToken, ...(await takenByGet(flow, browser, again))].map((problem) =>
          problem.replace(/^the form/, 'the consent form'),
        ),
        'a token in the consent form, without which it is refused; no consent by GET',
        'Put an anti-forgery token into the consent form, and take consents by POST with it alone.',
      )
    },
  },
]

/** The consent form in a session of its own. */
async function consentOf(flow: Flow, browser: Browser): Promise<FormAtHand> {
  await flow.attempt({}, { browser, visits: true })
  return filled(flow, await pageOf(flow, browser, 'consent', { prompt: 'consent' }))
}

async function pageOf(
  flow: Flow,
  browser: Browser,
  purpose: PagePurpose,
  changes: Record<string, string>,
): Promise<PageArrival> {
  const attempt = await flow.attempt(changes, { browser, visits: false })
  if (attempt.arrival.kind === 'page' && attempt.arrival.purpose === purpose) return attempt.arrival
  const reason = `No ${purpose} page was shown, but ${describeArrival(attempt)}.`
  throw new OutcomeSignal(purpose === 'consent' ? { kind: 'inapplicable', reason } : { kind: 'inconclusive', reason })
}

/** The form of a page as its user would send it; without a password it is looked at and not sent. */
function filled(flow: Flow, page: PageArrival): FormAtHand {
  const form = fillIn(page.page, { ...visitorOf(flow.login()), password: flow.login().password ?? '' })
  if (!form)
    throw new OutcomeSignal({ kind: 'inconclusive', reason: `The ${page.purpose} page has no form to fill in.` })
  return { ...form, page, url: new URL(form.form.action || page.url, page.url).href }
}

const boundByAddress: Outcome = {
  kind: 'info',
  expected: 'a token in the form',
  actual: 'no token in the form, which is sent to an address that another site could not guess',
  reason: 'Whether the address is bound to the browser can’t be seen from outside.',
}

/** Whether the form is sent to a place of its own. */
function hasSecretAddress({ url }: FormAtHand): boolean {
  return new URL(url).pathname.split('/').some((segment) => looksRandom(segment) && /\d/.test(segment))
}

function looksRandom(value: string): boolean {
  return /^[\w+/=.-]{16,}$/.test(value) && !value.startsWith('/')
}
