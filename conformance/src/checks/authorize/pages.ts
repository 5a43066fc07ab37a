import { attributeOf } from '../../flow/page.ts'
import { pagesShown, type ShownPage } from '../../flow/pages-shown.ts'
import { pairsOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems, skip, untested } from '../outcome.ts'
import { denial } from './client-errors.ts'
import { cachingProblem, framingProblem, referrerProblem } from './page-headers.ts'
import { plainAnswer, plainRequest } from './probe.ts'

/** A page, and how findings call it. */
interface NamedPage extends Pick<ShownPage, 'page' | 'response'> {
  readonly what: string
}

/** what protects the pages and answers in the browser. */
export const pages: readonly CheckDefinition[] = [
  {
    id: 'A-51',
    title: 'What was posted with a password is not redirected with 307 or 308',
    spec: 'RFC 9700 4.12',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { flow } = context
      const { login: entry, denied } = await denial(context)
      const posted = await flow.attempt({ response_mode: 'fragment' }, { method: 'POST' })
      const hops = [...entry.hops, ...denied.hops, ...posted.hops].filter(({ request }) => request.method === 'POST')
      const login = flow.login()
      if (login.password === undefined) return untested('It needs somebody who logs in.')
      const repeats = hops.filter(({ response: { status } }) => status === 307 || status === 308)
      const problems = repeats.map(({ request, response }) => {
        const isPassword = pairsOf(request.form ?? []).some(([, value]) => value === login.password)
        return `${isPassword ? 'the login form' : new URL(request.url).pathname.split('/').at(-1)} is answered with ${response.status}`
      })
      return judgeProblems(
        [...new Set(problems)],
        '303 or 302 after every POST',
        'Redirect with 303: browsers repeat a POST, password and all, after 307 and 308.',
      )
    },
  },
  {
    id: 'A-52',
    title: 'Login and consent pages refuse to be framed',
    spec: 'RFC 9700 4.16',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const asking = await pagesThatAsk(context)
      if (asking.length === 0) return skip('No page was shown that asks for anything (A-01).')
      return judgeProblems(
        problemsOfPages(asking, ({ response }) => framingProblem(response.headers)),
        "frame-ancestors 'none' or 'self', or X-Frame-Options",
        "Send Content-Security-Policy: frame-ancestors 'none' with every page that takes a decision.",
      )
    },
  },
  {
    id: 'A-53',
    title: 'Pages that carry codes or parameters keep their address to themselves',
    spec: 'RFC 9700 4.2',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const all = [...(await pagesThatAsk(context)), ...(await answerPage(context)), ...(await errorPage(context))]
      if (all.length === 0) return skip('No page was shown (A-01).')
      const policyOf = ({ page, response }: NamedPage) => {
        const inPage = page.elements.find(
          (element) => element.tagName === 'meta' && attributeOf(element, 'name')?.toLowerCase() === 'referrer',
        )
        return (inPage && attributeOf(inPage, 'content')) ?? response.headers.get('referrer-policy')
      }
      return judgeProblems(
        problemsOfPages(all, (page) => referrerProblem(policyOf(page))),
        'Referrer-Policy: no-referrer, or another that keeps path and query back',
        'Send Referrer-Policy: no-referrer with every page of the authorization server.',
      )
    },
  },
  {
    id: 'A-56',
    title: 'Authorization responses forbid caching',
    spec: 'FormPost example; RFC 6749 5.1 by analogy',
    level: 'SHOULD',
    sandbox: 'human-login',
    async run(context) {
      await plainAnswer(context)
      const answers = await answerPage(context)
      const redirected = await context.flow.attempt({ response_mode: 'fragment' })
      const last = redirected.hops.at(-1)?.response
      const isRedirect = last !== undefined && redirected.arrival.kind === 'callback'
      if (answers.length === 0 && !isRedirect) return skip('No authorization response arrived (A-01).')
      // A redirect is not kept unless it says so (RFC 9111 4.2.2; RFC 9110 15.1).
      const redirectProblem = isRedirect && last.headers.has('cache-control') ? cachingProblem(last.headers) : undefined
      return judgeProblems(
        [
          ...problemsOfPages(answers, ({ response }) => cachingProblem(response.headers)),
          ...(redirectProblem === undefined ? [] : [`redirect with the answer: ${redirectProblem}`]),
        ],
        'Cache-Control: no-store',
        'Send Cache-Control: no-store with what carries codes and tokens.',
      )
    },
  },
]

function problemsOfPages(named: readonly NamedPage[], problemOf: (page: NamedPage) => string | undefined) {
  const problems = named.flatMap((page) => {
    const problem = problemOf(page)
    return problem === undefined ? [] : [`${page.what}: ${problem}`]
  })
  return [...new Set(problems)]
}

/** Login, consent and, on a mock, what comes after a wrong password and the page that asks for one of several merchants. */
async function pagesThatAsk(context: CheckContext): Promise<readonly NamedPage[]> {
  const { flow, target } = context
  const { lab } = target
  const { login: entry, denied } = await denial(context)
  const journeys = [entry, denied]
  if (lab) {
    const login = lab.severalMerchants
    journeys.push(
      await flow.once('choice of a merchant', (own) =>
        own.attempt({ merchant_vat: undefined }, { login, browser: 'new', visits: true, decision: 'deny' }),
      ),
      await flow.once('a wrong password', (own) =>
        own.attempt({}, { login: { ...flow.login(), password: 'wrong-password' }, browser: 'new', visits: true }),
      ),
    )
  }
  return journeys
    .flatMap(pagesShown)
    .filter(({ purpose }) => purpose !== 'other')
    .map(({ purpose, page, response }) => ({ what: `${purpose} page`, page, response }))
}

async function answerPage(context: CheckContext): Promise<readonly NamedPage[]> {
  const { arrival } = await plainRequest(context)
  return arrival.kind === 'callback' && arrival.page ? [{ what: 'form post page', ...arrival.page }] : []
}

async function errorPage({ flow }: CheckContext): Promise<readonly NamedPage[]> {
  const { arrival } = await flow.attempt({ client_id: undefined }, { browser: 'new' })
  return arrival.kind === 'page' ? [{ what: 'error page', page: arrival.page, response: arrival.response }] : []
}
