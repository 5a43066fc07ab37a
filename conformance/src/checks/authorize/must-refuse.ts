import type { Attempt } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, type Outcome } from '../outcome.ts'
import { judgeRefusal, type Probe, type Probed, sendRefusable } from './probe.ts'

type Row = Omit<CheckDefinition, 'run'> & {
  readonly probes: (context: CheckContext) => Promise<readonly Probe[]> | readonly Probe[]
  /** The errors that may be told, where one is told. */
  readonly codes?: readonly string[]
  readonly expected: string
  readonly remedy: string
}

/** A check whose requests must all be refused. */
export function mustRefuse({ probes, codes, expected, remedy, ...definition }: Row): CheckDefinition {
  return {
    ...definition,
    async run(context) {
      const probed = await sendWrong(context, await probes(context), codes)
      return judgeRefusals(context, probed, { codes, expected, remedy })
    },
  }
}

/** Sends what must be refused, with one of these codes where a client is told. */
export function sendWrong(
  context: CheckContext,
  probes: readonly Probe[],
  codes?: readonly string[],
): Promise<readonly Probed[]> {
  const isRight = (attempt: Attempt) => judgeRefusal(context, attempt, codes) === 'right'
  return sendRefusable(context, probes, isRight, (attempt) => judgeRefusal(context, attempt) === 'right')
}

/** Passes where all were refused; else names those that were taken, and those that were refused otherwise. */
export function judgeRefusals(
  context: CheckContext,
  probed: readonly Probed[],
  {
    codes,
    ...advice
  }: { readonly codes?: readonly string[] | undefined; readonly expected: string; readonly remedy: string },
): Outcome {
  const judged = probed.map(({ what, attempt }) => ({ what, refusal: judgeRefusal(context, attempt, codes) }))
  const accepted = judged.filter(({ refusal }) => refusal === 'taken').map(({ what }) => what)
  const otherwise = judged.flatMap(({ what, refusal }) =>
    typeof refusal === 'object' ? [`${what}: ${refusal.problem}`] : [],
  )
  const actual = { accepted, ...(otherwise.length > 0 && { otherwise }) }
  return judge(accepted.length + otherwise.length === 0, { ...advice, actual })
}
