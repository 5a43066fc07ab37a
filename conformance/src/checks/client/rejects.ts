import type { HostileResult } from '../../hostile/run-hostile.ts'
import { judge, type Outcome, OutcomeSignal } from '../outcome.ts'
import type { ClientCheckContext, ClientCheckDefinition } from './client-check.ts'

type Described = Omit<ClientCheckDefinition, 'run'>

export interface HostileCheck extends Described {
  /** Rows of the hostile table: `fault`, or `fault@scenario`. */
  readonly rows: readonly string[]
  /** What a client's makers change to pass. */
  readonly remedy: string
  /** What more is wrong, in words; nothing where nothing is. */
  more?(context: ClientCheckContext): Promise<readonly string[]>
}

/**
 * A check that a client passes when it does about each row what the row asks for (rejects it for the true reason, sends
 * nothing more and keeps nothing; or takes what is harmless), and takes the same stories with nothing done to them.
 */
export function rejects({ rows, remedy, more, ...described }: HostileCheck): ClientCheckDefinition {
  return { ...described, run: (context) => judgeRows(context, { rows, remedy, ...(more && { more }) }) }
}

async function judgeRows(
  context: ClientCheckContext,
  { rows, remedy, more }: Pick<HostileCheck, 'rows' | 'remedy' | 'more'>,
): Promise<Outcome> {
  const results = await context.hostile(rows)
  const twins = await context.twins(rows)
  const failed = results.filter(({ verdict }) => verdict === 'driver-failed')
  if (failed.length > 0) {
    throw new OutcomeSignal({
      kind: 'inconclusive',
      reason: failed.map(({ title, got }) => `${title}: ${got.outcome}`).join(' '),
    })
  }
  const problems = [
    ...results.filter(({ isRight }) => !isRight).map(problemOf),
    ...twins
      .filter(({ isRight }) => !isRight)
      .map(
        ({ story, got }) => `the untouched twin (${story.scenario}) was not taken: ${got.outcome} ${got.code ?? ''}`,
      ),
    ...((await more?.(context)) ?? []),
  ]
  return judge(problems.length === 0, {
    expected: results.map(({ title, expected }) => `${title}: ${inWords(expected)}`),
    actual: problems.length === 0 ? results.map(({ title, got }) => `${title}: ${gotInWords(got)}`) : problems,
    remedy,
  })
}

function inWords(expected: HostileResult['expected']): string {
  if (expected.outcome !== 'rejected') return `${expected.outcome}: ${expected.because}`
  const names = Object.entries(expected.names).map(([name, value]) => `${name} ${value}`)
  return ['rejected', expected.codes.join(' or '), ...names].join(', ')
}

function gotInWords({ outcome, code, details = {} }: HostileResult['got']): string {
  const named = ['claim', 'header', 'parameter', 'member', 'part', 'repeated', 'reason', 'error', 'status']
    .filter((name) => details[name] !== undefined)
    .map((name) => `${name} ${details[name]}`)
  return [outcome, ...(code === undefined ? [] : [code]), ...named].join(', ')
}

function problemOf({ title, verdict, expected, got, laterRequests }: HostileResult): string {
  const sent = laterRequests > 0 ? `; ${laterRequests} later requests` : ''
  return `${title}: ${verdict}: expected ${inWords(expected)}; got ${gotInWords(got)} at ${got.reached}${sent}`
}
