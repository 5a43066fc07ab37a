import { type Attempt, type CallbackArrival, fieldOf } from '../../flow/arrival.ts'
import type { Pairs } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { problemsOfOthers } from '../other-answers.ts'
import { judgeProblems, type Outcome } from '../outcome.ts'
import { errorAnswers, type FrontAnswer, frontAnswer } from './front-answer.ts'

const defined = ['code', 'id_token', 'state', 'scope', 'session_state', 'iss']
const tokenFields = ['access_token', 'token_type', 'expires_in', 'refresh_token']
/** Other checks judge these: C-08 and C-21. */
const judgedElsewhere = [...tokenFields, 'error', 'error_description', 'error_uri']
const longestExtra = 4096

/** C-03, C-05 to C-08, C-16: the fields of the answer. */
export const fields: readonly CheckDefinition[] = [
  {
    id: 'C-03',
    title: 'The answer has the defined fields alone',
    spec: 'OIDCC 3.3.2.5; RFC 6749 4.1.2',
    level: 'SHOULD',
    sandbox: 'human-login',
    run: async (context) => judgeExtras(await frontAnswer(context), context),
  },
  presence('C-05', 'code'),
  presence('C-06', 'id_token'),
  {
    id: 'C-07',
    title: 'state comes back as it was sent',
    spec: 'RFC 6749 4.1.2',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { attempt, callback } = await frontAnswer(context)
      const own = stateProblems(callback, attempt)
      const problems = own.length > 0 ? own : await problemsOfOthers(context, stateProblems)
      return judgeProblems(problems, 'the state of the request', 'Send state back character by character.')
    },
  },
  {
    id: 'C-08',
    title: 'The answer to code id_token carries no access token',
    spec: 'OIDCC 3.3.2.5',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { callback } = await frontAnswer(context)
      const found = tokenFields.filter((name) => fieldOf(callback, name) !== undefined)
      const others =
        found.length > 0 ? [] : await problemsOfOthers(context, ({ fields }) => namesAmong(fields, tokenFields))
      return judgeProblems(
        [...found.map((name) => `${name} is there`), ...others],
        `none of ${tokenFields.join(', ')}`,
        'Issue access tokens at the token endpoint alone, unless the response type asks for one.',
      )
    },
  },
  {
    id: 'C-16',
    title: 'No field is there twice',
    spec: 'RFC 6749 3.1',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const answers = [await frontAnswer(context), ...(await errorAnswers(context))]
      const repeated = answers.flatMap(({ callback }) => namesTwice(callback.fields))
      const others = repeated.length > 0 ? [] : await problemsOfOthers(context, ({ fields }) => repeatedIn(fields))
      return judgeProblems(
        [...[...new Set(repeated)].map((name) => `${name} is there more than once`), ...others],
        'each field once',
        'Write each field once: clients differ in which of two they take.',
      )
    },
  },
]

function namesTwice(fields: Pairs): readonly string[] {
  const names = fields.map(([name]) => name)
  return names.filter((name, index) => names.indexOf(name) !== index)
}

function repeatedIn(fields: Pairs): readonly string[] {
  return namesTwice(fields).map((name) => `${name} is there more than once`)
}

function namesAmong(fields: Pairs, unwanted: readonly string[]): readonly string[] {
  return fields.flatMap(([name]) => (unwanted.includes(name) ? [`${name} is there`] : []))
}

function presence(id: string, name: string): CheckDefinition {
  return {
    id,
    title: `${name} is among the fields`,
    spec: 'OIDCC 3.3.2.5',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const problemsOf = (callback: CallbackArrival) => {
        const value = fieldOf(callback, name)
        return value === undefined ? [`no ${name}`] : value === '' ? [`an empty ${name}`] : []
      }
      const own = problemsOf((await frontAnswer(context)).callback)
      const problems = own.length > 0 ? own : await problemsOfOthers(context, problemsOf)
      return judgeProblems(problems, `a ${name}`, `Answer response_type=code id_token with a ${name}.`)
    },
  }
}

/** Clients ignore fields that they do not know, so an extra one is worth knowing; one that tells of people is a fault. */
async function judgeExtras({ attempt, callback }: FrontAnswer, context: CheckContext): Promise<Outcome> {
  const { loginHint } = context.flow.login()
  const expected = `fields among ${defined.join(', ')}`
  const own = extraProblems(callback, attempt, loginHint)
  const problems =
    own.length > 0 ? own : await problemsOfOthers(context, (other, seen) => extraProblems(other, seen, loginHint))
  if (problems.length > 0) {
    return judgeProblems(problems, expected, 'Send nothing through the browser that the client does not need there.')
  }
  const actual = callback.fields.map(([name]) => name)
  const names = extrasOf(callback).map(([name]) => name)
  if (names.length === 0) return { kind: 'pass', expected, actual }
  const reason = `Clients have to ignore what they do not know: ${names.join(', ')}.`
  return { kind: 'info', expected, actual, reason }
}

function extrasOf({ fields }: CallbackArrival): Pairs {
  return fields.filter(([name]) => !defined.includes(name) && !judgedElsewhere.includes(name))
}

/** Extras that tell of people or of the request, or that are too large. */
function extraProblems(callback: CallbackArrival, { request }: Attempt, loginHint: string): readonly string[] {
  const told = [request.get('merchant_vat'), request.get('nonce'), request.codeVerifier, loginHint]
  return extrasOf(callback).flatMap(([name, value]) => [
    ...(told.some((secret) => secret && secret.length >= 6 && value.includes(secret))
      ? [`${name} carries what belongs to the request or to the user`]
      : []),
    ...(value.length > longestExtra ? [`${name} has ${value.length} characters`] : []),
  ])
}

function stateProblems(callback: CallbackArrival, { request }: Attempt): readonly string[] {
  const [state, sent] = [fieldOf(callback, 'state'), request.get('state') || undefined]
  if (state === sent) return []
  return [state === undefined ? 'no state' : describeState(state, sent ?? '')]
}

function describeState(state: string, sent: string): string {
  if (state.toLowerCase() === sent.toLowerCase()) return 'state in other letter case'
  if (sent.startsWith(state)) return `state cut off after ${state.length} characters`
  return 'another state'
}
