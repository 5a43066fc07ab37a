import { type Attempt, fieldOf, isRefused } from '../../flow/arrival.ts'
import { attributeOf, readPage } from '../../flow/page.ts'
import { inspectJwt } from '../../flow/tokens.ts'
import { type HttpResponse, mediaTypeOf, textOf } from '../../subjects/http.ts'
import { isTaken } from '../authorize/probe.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems, OutcomeSignal, skip } from '../outcome.ts'
import { completed, ownVat } from './granted.ts'

/** Policies by which other origins never see more than the origin (Referrer Policy 3). */
const discreet = [
  'no-referrer',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
]

/** M-18: the VAT number goes to the provider, and comes back to nobody. */
export const leaks: CheckDefinition = {
  id: 'M-18',
  title: 'The VAT number appears in no callback, no Referer and no error',
  spec: 'RFC 9700 4.2; GDPR',
  level: 'SHOULD',
  sandbox: 'human-login',
  async run(context) {
    const vat = ownVat(context)
    const attempt = await context.flow.attempt({}, { browser: context.flow.browser(), visits: true })
    if (!isTaken(completed(attempt)))
      throw new OutcomeSignal(skip('The request for the own merchant was not taken (M-01, M-02).'))
    const problems = [
      ...callbackProblems(attempt, vat),
      ...refererProblems(attempt, vat),
      ...(await fragmentProblems(context, vat)),
      ...(await errorProblems(context, vat)),
    ]
    return judgeProblems(
      [...new Set(problems)],
      'merchant_vat in the authorization request and nowhere else outside the back channel',
      'Keep the number out of answers, errors and addresses, and send Referrer-Policy: no-referrer with every page.',
    )
  },
}

/** The answer to the client, its ID token included: it passes the browser. */
function callbackProblems(attempt: Attempt, vat: string): readonly string[] {
  const { arrival } = attempt
  if (arrival.kind !== 'callback') return []
  const { claims } = inspectJwt(fieldOf(arrival, 'id_token') ?? '')
  return [
    ...arrival.fields.flatMap(([name, value]) => (tells(value, vat) ? [`the callback has it in ${name}`] : [])),
    ...Object.entries(claims).flatMap(([name, value]) =>
      tells(JSON.stringify(value), vat) ? [`the ID token of the callback has it in ${name}`] : [],
    ),
    ...(tells(arrival.url, vat) ? ['the address of the callback has it'] : []),
  ]
}

/** Pages whose own address has the number must not tell it to where they lead. */
function refererProblems({ hops }: Attempt, vat: string): readonly string[] {
  return hops.flatMap(({ request, response }) => {
    if (!tells(request.url, vat) || !mediaTypeOf(response).includes('html')) return []
    const policy = policyOf(response)
    const path = new URL(request.url).pathname.split('/').at(-1)
    return discreet.includes(policy)
      ? []
      : [`Referer of the page ${path}: its address has it, and Referrer-Policy is ${policy}`]
  })
}

/** The policy of the page: the last one of the header, or of a meta element; `absent` where there is none. */
function policyOf(response: HttpResponse): string {
  const { elements } = readPage(textOf(response))
  const meta = elements.find((element) => element.tagName === 'meta' && attributeOf(element, 'name') === 'referrer')
  const said = (meta && attributeOf(meta, 'content')) ?? response.headers.get('referrer-policy') ?? 'absent'
  return said.replace(/^.*,/s, '').trim().toLowerCase()
}

async function fragmentProblems({ flow }: CheckContext, vat: string): Promise<readonly string[]> {
  const attempt = await flow.attempt({ response_mode: 'fragment' })
  return callbackProblems(attempt, vat).map((problem) => `in a fragment: ${problem}`)
}

/** Numbers that are refused, a merchant's no, and a refused code: no error tells the number. */
async function errorProblems(context: CheckContext, vat: string): Promise<readonly string[]> {
  const { flow } = context
  const unknown = `${vat.slice(0, 2)}73514862`
  const long = `${vat}1`
  const refused: readonly (readonly [string, string, Attempt])[] = [
    ['a merchant_vat that no merchant has', unknown, await flow.attempt({ merchant_vat: unknown })],
    ['a merchant_vat of nine digits', long, await flow.attempt({ merchant_vat: long })],
    ['another wrong parameter', vat, await flow.attempt({ response_type: 'nonsense' })],
    ['prompt=none without a session', vat, await flow.attempt({ prompt: 'none' }, { browser: 'new' })],
  ]
  const { response } = await flow.tokenRequest({ grant_type: 'authorization_code', code: 'unknown', merchant_vat: vat })
  return [
    ...refused.flatMap(([what, sent, attempt]) =>
      errorsTelling(attempt, sent).map((where) => `the error for ${what} tells it in ${where}`),
    ),
    ...(tells(textOf(response), vat) ? ['the error of the token endpoint has it'] : []),
  ]
}

function errorsTelling(attempt: Attempt, sent: string): readonly string[] {
  const { arrival, hops } = attempt
  if (!isRefused(attempt)) return []
  if (arrival.kind !== 'page') return callbackProblems(attempt, sent).length > 0 ? ['the callback'] : []
  const isInPage = hops.some(({ response }) => tells(textOf(response), sent))
  const isInAddress = hops.length > 1 && tells(arrival.url, sent)
  return [...(isInPage ? ['the page'] : []), ...(isInAddress ? ['the address of the page'] : [])]
}

/** Whether a text has the number, percent-encoded or with its country apart. */
function tells(text: string, vat: string): boolean {
  return text.includes(vat.slice(2))
}
