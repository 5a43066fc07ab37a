import { type Attempt, type CallbackArrival, describeArrival, errorOf, fieldOf, isRefused } from '../../flow/arrival.ts'
import { pagesShown } from '../../flow/pages-shown.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, judgeProblems, skip, untested } from '../outcome.ts'
import { denial, loginRequired } from './client-errors.ts'
import { problemsOfErrorFields } from './error-fields.ts'
import { asksForLogin, isTaken, type Probe, type Probed, plainRequest, sendAll } from './probe.ts'

/** Wrong requests of a known client for its own address, of which the client may be told (RFC 6749 4.1.2.1). */
const tellable: readonly Probe[] = [
  { what: 'unknown scope', changes: { scope: 'openid scope-that-nobody-knows' } },
  { what: 'unknown response_type', changes: { response_type: 'unknown' } },
  { what: 'no nonce', changes: { nonce: undefined } },
  { what: 'code_challenge_method=unknown', changes: { code_challenge_method: 'unknown' } },
]

/** errors that the client is told. */
export const errors: readonly CheckDefinition[] = [
  {
    id: 'A-48',
    title: "A user's no is told to the client: access_denied by form_post, with state",
    spec: 'RFC 6749 4.1.2.1; OIDCC 3.1.2.6',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { flow, environment } = context
      const { login, denied, deniedByFragment } = await denial(context)
      if (asksForLogin(login) && flow.login().password === undefined) return untested('It needs somebody who logs in.')
      if (!isTaken(login)) return skip(`The login came to ${describeArrival(login)} (A-01).`)
      const wasAsked = pagesShown(denied).some(({ purpose }) => purpose === 'consent')
      if (!wasAsked && !environment) return untested('No consent page was shown on which somebody could say no.')
      const byFragment = deniedByFragment ? problemsOfDenial(deniedByFragment, 'fragment') : []
      const problems = wasAsked
        ? [...problemsOfDenial(denied, 'body'), ...byFragment.map((problem) => `response_mode=fragment: ${problem}`)]
        : [`no consent page is shown: ${describeArrival(denied)}`]
      return judgeProblems(
        problems,
        'error=access_denied and state in a form post, and no code',
        'Answer a refused consent to the client, in the response mode that was asked for.',
      )
    },
  },
  {
    id: 'A-49',
    title: 'Errors of which the client may be told reach it, in the response mode that was asked for',
    spec: 'OAuth-MRT 5; FormPost 2',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const wrong = await sendAll(context, tellable)
      const told = [...(await loginRequired(context)), ...(await deniedTo(context)), ...wrong]
      const onPage = told.filter(({ attempt }) => attempt.arrival.kind === 'page' && isRefused(attempt))
      const elsewhere = told.filter(({ attempt }) => errorOf(attempt) !== undefined).flatMap(modeProblem)
      return judge(onPage.length + elsewhere.length === 0, {
        expected: 'every error told to the client, in the response mode that was asked for',
        actual: { onPage: onPage.map(({ what }) => what), elsewhere },
        remedy: 'Where client and redirect_uri are right, send errors to the client as the request says.',
      })
    },
  },
  {
    id: 'A-50',
    title: 'error is registered, and its description legal',
    spec: 'RFC 6749 4.1.2.1',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      await plainRequest(context)
      const told = [...(await loginRequired(context)), ...(await deniedTo(context))]
      const callbacks = told.filter(({ attempt: { arrival } }) => arrival.kind === 'callback')
      if (callbacks.length === 0) return untested('No error was told to the client (A-36, A-48).')
      const problems = callbacks.flatMap(({ what, attempt: { arrival } }) =>
        arrival.kind === 'callback' ? problemsOfErrorFields(arrival).map((problem) => `${what}: ${problem}`) : [],
      )
      return judgeProblems(
        [...new Set(problems)],
        'a registered error, printable ASCII without quotation marks and backslashes',
        'Send registered errors, and descriptions that a client can log without harm.',
      )
    },
  },
]

const granting = ['code', 'id_token', 'access_token', 'refresh_token']

function problemsOfDenial(attempt: Attempt, where: CallbackArrival['where']): readonly string[] {
  const { request, arrival } = attempt
  if (arrival.kind !== 'callback') return [describeArrival(attempt)]
  const error = fieldOf(arrival, 'error')
  const wanted = where === 'body' ? 'a form post' : `the ${where}`
  return [
    ...(error === 'access_denied' ? [] : [`error is ${error === undefined ? 'missing' : 'another'}`]),
    ...(arrival.where === where ? [] : [`the answer is in the ${arrival.where}, not in ${wanted}`]),
    ...(fieldOf(arrival, 'state') === request.get('state') ? [] : ['state is not the one that was sent']),
    ...granting.filter((name) => fieldOf(arrival, name)).map((name) => `${name} is there`),
  ]
}

/** The denials, where the user could be asked at all. */
async function deniedTo(context: CheckContext): Promise<readonly Probed[]> {
  const { denied, deniedByFragment } = await denial(context)
  const denials = [denied, ...(deniedByFragment ? [deniedByFragment] : [])]
  return denials
    .filter(({ arrival }) => arrival.kind === 'callback' && fieldOf(arrival, 'code') === undefined)
    .map((attempt) => ({ what: `access denied, response_mode=${attempt.request.get('response_mode')}`, attempt }))
}

function modeProblem({ what, attempt: { request, arrival } }: Probed): readonly string[] {
  if (arrival.kind !== 'callback') return []
  const wanted = request.get('response_mode') === 'fragment' ? 'fragment' : 'body'
  return arrival.where === wanted ? [] : [`${what}: told in the ${arrival.where}`]
}
