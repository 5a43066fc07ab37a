import type { AnsweredAttempt, CallbackArrival } from '../../flow/arrival.ts'
import { textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { problemsOfOthers } from '../other-answers.ts'
import { judgeProblems, skip } from '../outcome.ts'
import { parametersIn } from './address.ts'
import { errorAnswers, type FrontAnswer, frontAnswer } from './front-answer.ts'

const formType = 'application/x-www-form-urlencoded'
const secretFields = ['code', 'id_token', 'access_token', 'refresh_token', 'error']

/** C-01, C-02, C-04: how the answer travels. */
export const carriage: readonly CheckDefinition[] = [
  {
    id: 'C-01',
    title: 'The answer of a form post is an HTTP POST',
    spec: 'FormPost 2',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { method, where } = (await frontAnswer(context)).callback
      const problems =
        method === 'POST'
          ? await ofOtherForms(context, (other) => (other.method === 'POST' ? [] : [`method ${other.method}`]))
          : [`method ${method}, fields in the ${where}`]
      return judgeProblems(
        problems,
        'method POST, fields in the body',
        'Answer response_mode=form_post with a form whose method is POST.',
      )
    },
  },
  {
    id: 'C-02',
    title: `The body of a form post is ${formType}`,
    spec: 'FormPost 2',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { enctype } = (await frontAnswer(context)).callback
      if (enctype === undefined) return skip('The answer has no body (C-01).')
      const problemsOf = (type = formType) => (type === formType ? [] : [`enctype ${type}`])
      const own = problemsOf(enctype)
      const problems = own.length > 0 ? own : await ofOtherForms(context, (other) => problemsOf(other.enctype))
      return judgeProblems(problems, `enctype ${formType}`, 'Leave the enctype of the form to its default.')
    },
  },
  {
    id: 'C-04',
    title: 'No code, token or error stands in an address',
    spec: 'FormPost 2; OIDCC 3.3.2.5',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const answer = await frontAnswer(context)
      const posted = (await errorAnswers(context)).filter(({ mode }) => mode === 'form_post')
      const problems = [
        ...inAddress(answer.callback.url),
        ...posted.flatMap(({ callback }) => inAddress(callback.url).map((problem) => `error answer: ${problem}`)),
        ...onTheWay(answer),
        ...besideTheForm(answer),
      ]
      const others = await problemsOfOthers(context, (_callback, attempt) => inHeaders(attempt), 'headers')
      return judgeProblems(
        problems.length === 0 ? others : problems,
        'no code, token or error in any address, nor beside the fields of the form',
        'Send the fields in the body alone: addresses end up in histories, logs and Referer headers.',
      )
    },
  },
]

/** What is wrong with the other answers of the run that were to come by form post. */
function ofOtherForms(
  context: CheckContext,
  problemsOf: (callback: CallbackArrival) => readonly string[],
): Promise<readonly string[]> {
  return problemsOfOthers(
    context,
    (callback, { request }) => (request.get('response_mode') === 'form_post' ? problemsOf(callback) : []),
    'form',
  )
}

function inAddress(address: string): readonly string[] {
  const { query, fragment } = parametersIn(address)
  const found = (names: readonly string[], place: string) =>
    names.filter((name) => secretFields.includes(name)).map((name) => `${name} stands in the ${place}`)
  return [...found(query, 'query'), ...found(fragment, 'fragment')]
}

/** What of an answer nobody else may see. */
function secretsOf(callback: CallbackArrival): readonly (readonly [name: string, value: string])[] {
  return callback.fields.filter(([name, value]) => (name === 'code' || name === 'id_token') && value !== '')
}

/** Addresses of the provider that the browser passed through and that hold a value of the answer. */
function onTheWay({ attempt, callback }: FrontAnswer): readonly string[] {
  const passed = attempt.hops.map(({ request }) => request.url)
  return secretsOf(callback).flatMap(([name, value]) => {
    const leaks = passed.filter((url) => url.includes(value) || url.includes(encodeURIComponent(value)))
    return leaks.map((url) => `${name} stands in the address of ${new URL(url).pathname}`)
  })
}

/** A page that says a value of the answer twice. */
function besideTheForm({ callback }: FrontAnswer): readonly string[] {
  if (!callback.page) return []
  const page = textOf(callback.page.response)
  return secretsOf(callback)
    .filter(
      ([, value]) => page.split(value).length - 1 > callback.fields.filter(([, text]) => text.includes(value)).length,
    )
    .map(([name]) => `${name} stands in the page beside its field`)
}

/** A cookie or another header that holds a value of the answer; a redirect to the client has them in its Location. */
function inHeaders({ hops, arrival }: AnsweredAttempt): readonly string[] {
  const headers = [...(hops.at(-1)?.response.headers ?? [])].filter(([header]) => header !== 'location')
  return secretsOf(arrival).flatMap(([name, value]) => {
    const holding = headers.filter(([, text]) => text.includes(value)).map(([header]) => header)
    return [...new Set(holding)].map((header) => `${name} stands in the header ${header}`)
  })
}
