import { fieldOf } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems, OutcomeSignal, skip } from '../outcome.ts'
import { type ErrorAnswer, errorAnswers, frontAttempt } from './front-answer.ts'

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
      const answers = await sentErrors(context)
      const problems = answers.flatMap(({ mode, callback }) =>
        given
          .filter((name) => fieldOf(callback, name) !== undefined)
          .map((name) => `the error by ${mode} carries ${name}`),
      )
      return judgeProblems(
        [...problems, ...(await besideCode(context))],
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
      const problems = (await sentErrors(context)).flatMap(({ mode, attempt, callback }) => {
        const state = fieldOf(callback, 'state')
        if (state === attempt.request.get('state')) return []
        return [`the error by ${mode} has ${state === undefined ? 'no' : 'another'} state`]
      })
      const remedy = 'Send the state of the request back with every error, character by character.'
      return judgeProblems(problems, 'the state of the request', remedy)
    },
  },
]

async function sentErrors(context: CheckContext): Promise<readonly ErrorAnswer[]> {
  const answers = await errorAnswers(context)
  if (answers.length > 0) return answers
  throw new OutcomeSignal(skip('prompt=none sent no error to the client (A-36).'))
}

/** An error in an answer that grants something; looked at where a login needs no person. */
async function besideCode(context: CheckContext): Promise<readonly string[]> {
  if (!context.target.login) return []
  const { arrival } = await frontAttempt(context)
  if (arrival.kind !== 'callback' || fieldOf(arrival, 'error') === undefined) return []
  return given.filter((name) => fieldOf(arrival, name) !== undefined).map((name) => `${name} comes beside an error`)
}
