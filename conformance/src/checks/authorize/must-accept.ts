import type { Attempt } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { type Probe, plainRequest, refusalOf, sendAll } from './probe.ts'

type Row = Omit<CheckDefinition, 'run'> & {
  readonly probes: (context: CheckContext) => readonly Probe[]
  /** What else is wrong with the answer. @param plain what a plain request came to */
  readonly problemOf?: (attempt: Attempt, plain: Attempt) => string | undefined
  readonly expected: string
  readonly remedy: string
}

/** A check whose requests must all be answered with a code. */
export function mustAccept({
  probes,
  problemOf = () => undefined,
  expected,
  remedy,
  ...definition
}: Row): CheckDefinition {
  return {
    ...definition,
    async run(context) {
      const plain = await plainRequest(context)
      const probed = await sendAll(context, probes(context))
      const problems = probed.flatMap(({ what, attempt }) => {
        const problem = refusalOf(attempt) ?? problemOf(attempt, plain)
        return problem === undefined ? [] : [`${what}: ${problem}`]
      })
      return judgeProblems(problems, expected, remedy)
    },
  }
}
