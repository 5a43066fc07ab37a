import { type AnsweredAttempt, type CallbackArrival, fieldOf, isRefused } from '../flow/arrival.ts'
import type { Flow } from '../flow/flow.ts'
import type { Lab } from '../flow/lab.ts'
import type { CheckContext, SeenAnswer } from './check-context.ts'

/** The ordinary request by fragment, wherever it ended; made once a run. */
export function fragmentAttempt(flow: Flow) {
  return flow.once('answer by fragment', (own) => own.attempt({ response_mode: 'fragment' }))
}

/** The ordinary request by POST, wherever it ended; made once a run. */
export function postAttempt(flow: Flow) {
  return flow.once('answer to a POST', (own) => own.attempt({}, { method: 'POST' }))
}

/**
 * Every answer with a code that the run has seen so far, by form post and by fragment, of whichever check: what holds
 * for one answer holds for all. Left out are requests for something else, and those that leave open what they ask for.
 */
export async function otherAnswers(context: CheckContext): Promise<readonly SeenAnswer[]> {
  await fragmentAttempt(context.flow)
  if (context.target.lab) {
    await postAttempt(context.flow)
    await answerToAnother(context.flow, context.target.lab)
  }
  return context.answers().filter(({ attempt }) => !isRefused(attempt) && isOrdinary(attempt))
}

/** The answer to another client and user; made once a run. */
function answerToAnother(flow: Flow, { other }: Lab) {
  return flow.once('answer to another', (own) => own.attempt({}, { login: other, browser: 'new', visits: true }))
}

function isOrdinary({ request, arrival }: AnsweredAttempt): boolean {
  const types = (request.get('response_type') ?? '').split(' ').sort().join(' ')
  const isHybrid = types === 'code id_token' && (request.get('scope') ?? '').split(' ').includes('openid')
  return isHybrid && isPlain(request) && fieldOf(arrival, 'code') !== undefined
}

/** Whether it is clear what the request asks for: no parameter twice, and no object with parameters of its own. */
function isPlain({ parameters }: AnsweredAttempt['request']): boolean {
  const names = parameters.map(([name]) => name)
  return new Set(names).size === names.length && !names.includes('request') && !names.includes('request_uri')
}

/** Problems of several answers in a few words, each said once, and where all of them came alike. */
export class OtherProblems {
  readonly #context: CheckContext
  readonly #modes = new Map<string, string[]>()

  constructor(context: CheckContext) {
    this.#context = context
  }

  /** Takes in what is wrong with an answer, and makes the answer evidence. */
  add({ attempt }: SeenAnswer, problems: readonly string[]): void {
    for (const problem of problems) {
      const modes = this.#modes.get(problem) ?? []
      if (modes.length === 0) this.#context.cite(attempt)
      this.#modes.set(problem, [...modes, attempt.request.get('response_mode') ?? 'none'])
    }
  }

  /** @param what the answers' part that is looked at, such as `front ID token` */
  describe(what: string): readonly string[] {
    return Array.from(this.#modes, ([problem, modes]) => {
      const [mode, ...more] = new Set(modes)
      const alike = more.length === 0 ? `, all by response_mode=${mode}` : ''
      return `${what} of other answers (${modes.length}${alike}): ${problem}`
    })
  }
}

/** What is wrong with any other answer of the run. @param what the part that is looked at */
export async function problemsOfOthers(
  context: CheckContext,
  problemsOf: (arrival: CallbackArrival, attempt: AnsweredAttempt) => readonly string[],
  what = 'fields',
): Promise<readonly string[]> {
  const problems = new OtherProblems(context)
  for (const seen of await otherAnswers(context)) problems.add(seen, problemsOf(seen.attempt.arrival, seen.attempt))
  return problems.describe(what)
}

/**
 * Every error that has reached the client so far, of whichever check. Left out are answers to requests that leave open
 * what they ask for.
 */
export function errorsSeen(context: CheckContext): readonly AnsweredAttempt[] {
  return context
    .answers()
    .map(({ attempt }) => attempt)
    .filter(({ request, arrival }) => isPlain(request) && fieldOf(arrival, 'error') !== undefined)
}
