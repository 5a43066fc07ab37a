import type { InspectedJwt, TokenAnswer } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext, JsonObject } from '../check-context.ts'
import { inapplicable, judge, OutcomeSignal, type Severity, skip } from '../outcome.ts'
import { goodRefreshes } from './refreshes.ts'

/** An ID token of a refresh beside the one that the code brought. */
export interface Compared {
  readonly original: JsonObject
  readonly refreshed: JsonObject
  /** The ID token itself, and the answer that it came in. */
  readonly idToken: InspectedJwt
  readonly answer: TokenAnswer
  /** The answer to the code. */
  readonly before: TokenAnswer
  /** The claims of the ID token before this one, and the seconds since. */
  readonly previous: JsonObject
  readonly seconds: number
}

/** A rule about the ID token of a refresh (OIDCC 12.2). */
export interface IdTokenRow extends Omit<CheckDefinition, 'run' | 'sandbox'> {
  readonly expected: string
  readonly remedy: string
  readonly severity?: Severity
  /** What is wrong, naming the claim. */
  problems(compared: Compared, context: CheckContext): readonly string[] | Promise<readonly string[]>
  /** Why the rule says nothing about this one; undefined where it does. */
  silent?(compared: Compared): string | undefined
}

/** A check that holds both refreshes against the original. */
export function idTokenCheck(row: IdTokenRow): CheckDefinition {
  const { expected, remedy, severity, problems: _problems, silent: _silent, ...definition } = row
  return {
    ...definition,
    sandbox: 'burns-code',
    async run(context) {
      const compared = await compare(context)
      const [one] = compared
      if (!one) return inapplicable('The refreshes brought no ID token: OIDCC 12.2 leaves that to the provider.')
      const silence = compared.every((each) => row.silent?.(each)) ? row.silent?.(one) : undefined
      if (silence !== undefined) return inapplicable(silence)
      const found: string[] = []
      for (const each of compared) found.push(...(await row.problems(each, context)))
      const problems = [...new Set(found)]
      const actual = problems.length === 0 ? expected : problems
      return judge(problems.length === 0, { expected, actual, remedy, ...(severity && { severity }) })
    },
  }
}

async function compare(context: CheckContext): Promise<readonly Compared[]> {
  const { before, first, second, seconds } = await goodRefreshes(context)
  if (before.back.problems.length > 0) throw new OutcomeSignal(skip('The first ID token cannot be read (I-01).'))
  const original = before.back.claims
  const previous = [original, first.idToken?.claims ?? original]
  return [first, second].flatMap((answer, index) => {
    const { idToken } = answer
    if (!idToken) return []
    return [
      {
        original,
        refreshed: idToken.claims,
        idToken,
        answer,
        before: before.tokens,
        previous: previous[index] ?? original,
        seconds: seconds[index] ?? 0,
      },
    ]
  })
}
