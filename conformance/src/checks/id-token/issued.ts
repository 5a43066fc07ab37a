import { fieldOf } from '../../flow/arrival.ts'
import type { HappyFlow } from '../../flow/flow.ts'
import { type InspectedJwt, inspectJwt, isReadable } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext, SeenAnswer } from '../check-context.ts'
import { OtherProblems, otherAnswers } from '../other-answers.ts'
import { judgeProblems, type Outcome, OutcomeSignal, skip } from '../outcome.ts'

/** The two ID tokens of one login, and when they came. */
export interface Issued extends HappyFlow {
  /** Seconds since 1970 by the provider's clock, or by ours: when the request left, and when the tokens were there. */
  readonly asked: number
  readonly answered: number
}

export type Place = 'front' | 'back'
export const places: readonly Place[] = ['front', 'back']

/** Seconds by which two clocks may differ. */
export const skew = 60

/**
 * The login that the family looks at; made once a run. It is not the first one, so that what a provider keeps from one
 * login to the next shows.
 */
export function issued({ flow, target }: CheckContext): Promise<Issued> {
  const now = async () => ((await target.lab?.now()) ?? Date.now()) / 1000
  return flow.once('ID tokens', async (own) => {
    await own.attempt()
    const asked = await now()
    const login = await own.happyAnew()
    return { ...login, asked, answered: await now() }
  })
}

/** What a rule looks at: one token, and the login that it is from. */
export interface TokenCase {
  readonly token: InspectedJwt
  readonly place: Place
  readonly login: Issued
  readonly context: CheckContext
}

/** A token of whichever login; what its code brought, where it was redeemed. */
export interface SweptCase extends Omit<TokenCase, 'login'> {
  readonly login: Pick<Issued, 'attempt'> & Pick<SeenAnswer, 'tokens'>
}

export interface TokenRule extends Omit<CheckDefinition, 'run' | 'sandbox'> {
  /** Whether it needs nothing but the request: then it is held against every other token of the run too. */
  readonly ofEvery?: (tokenCase: SweptCase) => readonly string[] | Promise<readonly string[]>

  readonly expected: string
  readonly remedy: string
  /** Which tokens it is about; both where it says nothing. */
  readonly of?: readonly Place[]
  /** Which part must be readable for the rule to make sense; without it the form of the token is to blame (I-01). */
  readonly part: 'header' | 'payload'
  /** What is wrong with a token, naming the member; throws where it gives no judgment. */
  problemsOf(tokenCase: TokenCase): readonly string[] | Promise<readonly string[]>
}

export interface EveryTokenRule extends Omit<TokenRule, 'problemsOf' | 'ofEvery'> {
  problemsOf(tokenCase: SweptCase): readonly string[] | Promise<readonly string[]>
}

/** A check of one rule for the tokens of both channels. */
export function onTokens({
  expected,
  remedy,
  of = places,
  part,
  problemsOf,
  ofEvery,
  ...definition
}: TokenRule): CheckDefinition {
  return {
    ...definition,
    sandbox: 'human-login',
    async run(context) {
      const login = await issued(context)
      const readable = of.filter((place) => isReadable(login[place], part))
      const problems: string[] = []
      for (const place of readable) {
        const found = await problemsOf({ token: login[place], place, login, context })
        problems.push(...found.map((problem) => `${place} ID token: ${problem}`))
      }
      if (problems.length === 0 && readable.length < of.length) return unreadable()
      for (const place of ofEvery && problems.length === 0 ? of : []) {
        const caseOf = ({ token, seen }: OtherToken): SweptCase => ({ token, place, login: seen, context })
        problems.push(...(await otherProblems(context, place, (other) => ofEvery?.(caseOf(other)) ?? [])))
      }
      return judgeProblems(problems, expected, remedy)
    },
  }
}

/** A rule that needs nothing but the request, and is held against every other token of the run too. */
export function onEveryToken({ problemsOf, ...rule }: EveryTokenRule): CheckDefinition {
  return onTokens({ ...rule, problemsOf, ofEvery: problemsOf })
}

/**
 * What is wrong with the other tokens of the run, beside those that the family looks at.
 * @param isLookedAt by default those whose form is right: the rest is for I-01 and I-31 to find
 */
export async function otherProblems(
  context: CheckContext,
  place: Place,
  problemsOf: (other: OtherToken) => Promised<readonly string[]>,
  isLookedAt: (token: InspectedJwt) => boolean = ({ problems }) => problems.length === 0,
): Promise<readonly string[]> {
  const login = await issued(context)
  const problems = new OtherProblems(context)
  for (const seen of await otherAnswers(context)) {
    const token = tokenIn(seen, place)
    if (!token || token.compact === login[place].compact || !isLookedAt(token)) continue
    problems.add(seen, await problemsOf({ token, seen }))
  }
  return problems.describe(`${place} ID token`)
}

type Promised<Value> = Value | Promise<Value>

interface OtherToken {
  readonly token: InspectedJwt
  readonly seen: SeenAnswer
}

/** Every ID token that the run has seen so far. */
export function seenTokens(context: CheckContext): readonly InspectedJwt[] {
  return context.answers().flatMap((seen) => places.flatMap((place) => tokenIn(seen, place) ?? []))
}

/** The ID token of an answer, or of the redemption of its code. */
function tokenIn(seen: SeenAnswer, place: Place): InspectedJwt | undefined {
  return place === 'back' ? seen.tokens?.idToken : frontTokenIn(seen)
}

/** Many rules look at each, so it is taken apart once. */
const inspected = new WeakMap<SeenAnswer['attempt'], InspectedJwt>()

/** The ID token that came beside the code. */
export function frontTokenIn({ attempt }: SeenAnswer): InspectedJwt | undefined {
  const known = inspected.get(attempt)
  if (known) return known
  const compact = fieldOf(attempt.arrival, 'id_token')
  if (!compact) return undefined
  const token = inspectJwt(compact)
  inspected.set(attempt, token)
  return token
}

/** Both tokens, where their claims can be read; ends the check where not. */
export async function readablePair(context: CheckContext): Promise<Issued> {
  const login = await issued(context)
  if (places.every((place) => isReadable(login[place], 'payload'))) return login
  throw new OutcomeSignal(unreadable())
}

function unreadable(): Outcome {
  return skip('An ID token cannot be read (I-01).')
}

/** How reports show a value that gives nothing away. */
export function show(value: unknown): string {
  if (value === undefined) return 'absent'
  const text = JSON.stringify(value)
  return text.length > 120 ? `a value of ${text.length} characters` : text
}

/** How reports tell of a value that stays unsaid. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (value === '') return 'empty'
  if (typeof value === 'string') return `a string of ${value.length} characters`
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`
}
