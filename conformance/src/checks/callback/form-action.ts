import type { Attempt } from '../../flow/arrival.ts'
import { attributeOf } from '../../flow/page.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems, type Outcome, skip } from '../outcome.ts'
import { describeAddress, isSameAddress } from './address.ts'
import { answerOf, frontAttempt, isMisdirected, strayForm } from './front-answer.ts'

const uriWithQuery = 'https://conformance.example/callback?tenant=anna&step=1%2F2'

/** C-15: where the form goes. */
export const formAction: CheckDefinition = {
  id: 'C-15',
  title: 'The answer goes to the redirect URI of the request exactly, its query kept',
  spec: 'RFC 6749 3.1.2',
  level: 'MUST',
  sandbox: 'human-login',
  async run(context) {
    const attempt = await frontAttempt(context)
    if (!isMisdirected(attempt) && !answerOf(attempt).callback.page) {
      return skip('The answer came without a form page (C-01).')
    }
    const queried = await attemptsWithQuery(context)
    return judgeTargets([attempt, ...queried], queried.length > 0)
  },
}

/** Where the suite can register one: a redirect URI with a query of its own, by form post and by fragment. */
async function attemptsWithQuery({ flow, target }: CheckContext): Promise<readonly Attempt[]> {
  const { lab } = target
  if (!lab) return []
  await lab.addRedirectUri(flow.login().clientId, uriWithQuery)
  return [
    await flow.attempt({ redirect_uri: uriWithQuery }),
    await flow.attempt({ redirect_uri: uriWithQuery, response_mode: 'fragment' }),
  ]
}

function judgeTargets(attempts: readonly Attempt[], queried: boolean): Outcome {
  const problems = attempts.flatMap((attempt) => {
    const wanted = attempt.request.get('redirect_uri') ?? ''
    return targetsOf(attempt)
      .filter((address) => !isSameAddress(address, wanted))
      .map((address) => `the answer for ${describeAddress(wanted)} goes to ${describeAddress(address)}`)
  })
  const note = queried ? '' : '; no redirect URI with a query was to be had'
  return judgeProblems(
    problems,
    `action is the redirect URI of the request${note}`,
    'Send the answer to the redirect URI of the request, without adding to it or leaving anything out.',
  )
}

/** Every address that the answer may be sent to: a button can have one of its own (HTML Standard 4.10.18.6). */
function targetsOf(attempt: Attempt): readonly string[] {
  const { arrival } = attempt
  if (arrival.kind === 'elsewhere') return [arrival.url]
  if (arrival.kind === 'page' && isMisdirected(attempt)) return [strayForm(arrival.page.forms)?.action ?? '']
  const { callback } = answerOf(attempt)
  const elements = callback.page?.page.elements ?? []
  const ofButtons = elements.flatMap((element) => attributeOf(element, 'formaction') ?? [])
  return [callback.where === 'fragment' ? callback.url.replace(/#.*/s, '') : callback.url, ...ofButtons]
}
