import { type CallbackArrival, describeArrival, fieldOf, isRefused } from '../../flow/arrival.ts'
import type { AuthorizationRequest } from '../../flow/authorization-request.ts'
import type { CheckDefinition } from '../check.ts'
import { fragmentAttempt } from '../other-answers.ts'
import { inapplicable, judgeProblems, skip } from '../outcome.ts'
import { parametersIn } from './address.ts'
import { answerOf, errorAnswers } from './front-answer.ts'

const needed = ['code', 'id_token', 'state']

/** C-23: the answer as a fragment. */
export const fragment: CheckDefinition = {
  id: 'C-23',
  title: 'With response_mode=fragment everything is in the fragment and nothing in the query',
  spec: 'OAuth-MRT 2.1',
  level: 'MUST',
  sandbox: 'human-login',
  async run(context) {
    const attempt = await fragmentAttempt(context.flow)
    if (isRefused(attempt)) {
      const reason = `response_mode=fragment was refused: ${describeArrival(attempt)}`
      return context.environment ? skip(`${reason} (A-29).`) : inapplicable(`${reason}.`)
    }
    const { callback } = answerOf(attempt)
    const own = fragmentProblems(callback, attempt.request)
    const errors = (await errorAnswers(context)).filter(({ mode }) => mode === 'fragment')
    const ofErrors = errors.flatMap(({ callback: error }) => straysIn(error, attempt.request))
    return judgeProblems(
      [...own, ...ofErrors.map((problem) => `error answer: ${problem}`)],
      'code, id_token and state in the fragment, nothing of the answer in the query',
      'Put the fields behind the # of a redirect to the redirect URI, and nowhere else.',
    )
  },
}

/** Parameters in the query that are not the redirect URI's own. */
function straysIn({ url }: CallbackArrival, request: AuthorizationRequest): readonly string[] {
  const own = parametersIn(request.get('redirect_uri') ?? '').query
  const strays = parametersIn(url).query.filter((name) => !own.includes(name))
  return strays.map((name) => `${name} is in the query`)
}

function fragmentProblems(callback: CallbackArrival, request: AuthorizationRequest): readonly string[] {
  const inQuery = straysIn(callback, request)
  if (callback.where !== 'fragment') return [`the answer is in the ${callback.where}`, ...inQuery]
  const missing = needed.filter((name) => (fieldOf(callback, name) ?? '') === '')
  const isOther = !missing.includes('state') && fieldOf(callback, 'state') !== request.get('state')
  return [
    ...inQuery,
    ...missing.map((name) => `${name} is not in the fragment`),
    ...(isOther ? ['state is another one'] : []),
  ]
}
