import { type AnsweredAttempt, fieldOf } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { errorsSeen } from '../other-answers.ts'
import { judgeProblems, OutcomeSignal, skip } from '../outcome.ts'
import { errorAnswers, frontAttempt } from './front-answer.ts'

const given = ['code', 'id_token', 'access_token', 'refresh_token']

/** C-21, C-22: answers that tell of an error. */
export const errors: readonly CheckDefinition[] = [
  {
    id: 'C-21',
    title: 'An error comes without code and tokens',
    spec: 'OIDCC 3.1.2.6',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const problems = (await sentErrors(context)).flatMap(({ request, arrival }) =>
        given
          .filter((name) => fieldOf(arrival, name) !== undefined)
          .map((name) => `the error by ${request.get('response_mode')} carries ${name}`),
      )
      return judgeProblems(
        [...new Set([...problems, ...(await besideCode(context))])],
        'an error, or a code and an ID token, never both',
        'Answer with an error alone when the request was refused.',
      )
    },
  },
  {
    id: 'C-22',
    title: 'An error brings state back',
    spec: 'RFC 6749 4.1.2.1',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const problems = (await sentErrors(context)).flatMap(({ request, arrival }) => {
        const state = fieldOf(arrival, 'state')
        if (state === request.get('state')) return []
        return [`the error by ${request.get('response_mode')} has ${state === undefined ? 'no' : 'another'} state`]
      })
      const remedy = 'Send the state of the request back with every error, character by character.'
      return judgeProblems([...new Set(problems)], 'the state of the request', remedy)
    },
  },
]

/** Those that this family asks for, and whatever other errors the run has seen. */
async function sentErrors(context: CheckContext): Promise<readonly AnsweredAttempt[]> {
  await errorAnswers(context)
  const seen = errorsSeen(context)
  if (seen.length > 0) return seen
  throw new OutcomeSignal(skip('prompt=none sent no error to the client (A-36).'))
}

/** An error in an answer that grants something; looked at where a login needs no person. */
async function besideCode(context: CheckContext): Promise<readonly string[]> {
  if (!context.target.login) return []
  const { arrival } = await frontAttempt(context)
  if (arrival.kind !== 'callback' || fieldOf(arrival, 'error') === undefined) return []
  return given.filter((name) => fieldOf(arrival, name) !== undefined).map((name) => `${name} comes beside an error`)
}
