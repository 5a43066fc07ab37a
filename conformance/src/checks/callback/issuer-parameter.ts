import { fieldOf } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { problemsOfOthers } from '../other-answers.ts'
import { inapplicable, judge, judgeProblems } from '../outcome.ts'
import { errorAnswers, frontAnswer } from './front-answer.ts'

/** C-09, C-10: the issuer among the fields. */
export const issuerParameter: readonly CheckDefinition[] = [
  {
    id: 'C-09',
    title: 'iss among the fields is the issuer',
    spec: 'RFC 9207 2.4',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const issuer = await issuerOf(context)
      const answers = [await frontAnswer(context), ...(await errorAnswers(context))]
      const named = answers.flatMap(({ callback }) => callback.fields.filter(([name]) => name === 'iss'))
      const wrong = [...new Set(named.map(([, iss]) => iss).filter((iss) => iss !== issuer))]
      const others = await problemsOfOthers(context, ({ fields }) =>
        fields.flatMap(([name, iss]) => (name === 'iss' && iss !== issuer ? [`iss is ${iss}`] : [])),
      )
      if (named.length === 0 && others.length === 0) return inapplicable('The answers have no iss.')
      return judgeProblems(
        wrong.length > 0 ? wrong.map((iss) => `iss is ${iss}`) : others,
        `iss is ${issuer}`,
        'Send the very issuer of the discovery document: clients compare it character by character.',
      )
    },
  },
  {
    id: 'C-10',
    title: 'iss is among the fields when the document announces it',
    spec: 'RFC 9207 2, 2.3',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const announced = (await context.document()).authorization_response_iss_parameter_supported === true
      if (!announced) return inapplicable('The document does not announce iss in authorization responses.')
      const { callback } = await frontAnswer(context)
      const errors = await errorAnswers(context)
      const received = fieldOf(callback, 'iss') ?? null
      const missing = errors.filter((error) => fieldOf(error.callback, 'iss') === undefined).map(({ mode }) => mode)
      return judge(received !== null && missing.length === 0, {
        expected: 'iss in every answer, errors included',
        actual: { announced, received, errorsWithoutIss: missing },
        remedy: 'Send iss with every authorization response, or do not announce it.',
      })
    },
  },
]

/** The pinned issuer, where one is: a wrong document is for D-06 to find. */
async function issuerOf(context: CheckContext): Promise<string> {
  return context.environment?.issuer.url ?? String((await context.document()).issuer)
}
