import { type AnsweredAttempt, type CallbackArrival, fieldOf, isRefused } from '../flow/arrival.ts'
import type { Flow } from '../flow/flow.ts'
import type { CheckContext, SeenAnswer } from './check-context.ts'

/** The ordinary request by fragment, wherever it ended; made once a run. */
export function fragmentAttempt(flow: Flow) {
  return flow.once('answer by fragment', (own) => own.attempt({ response_mode: 'fragment' }))
}

/**
 * Every answer with a code that the run has seen so far, by form post and by fragment, of whichever check: what holds
 * for one answer holds for all. Left out are requests for something else, and those whose parameters are ambiguous.
 */
export async function otherAnswers(context: CheckContext): Promise<readonly SeenAnswer[]> {
  await fragmentAttempt(context.flow)
  return context.answers().filter(({ attempt }) => !isRefused(attempt) && isOrdinary(attempt))
}

function isOrdinary({ request, arrival }: AnsweredAttempt): boolean {
  const names = request.parameters.map(([name]) => name)
  const types = (request.get('response_type') ?? '').split(' ').sort().join(' ')
  const isHybrid = types === 'code id_token' && (request.get('scope') ?? '').split(' ').includes('openid')
  return isHybrid && new Set(names).size === names.length && fieldOf(arrival, 'code') !== undefined
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

/** What is wrong with any other answer of the run. */
export async function problemsOfOthers(
  context: CheckContext,
  problemsOf: (arrival: CallbackArrival) => readonly string[],
): Promise<readonly string[]> {
  const problems = new OtherProblems(context)
  for (const seen of await otherAnswers(context)) problems.add(seen, problemsOf(seen.attempt.arrival))
  return problems.describe('fields')
}
