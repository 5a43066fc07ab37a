import { fieldOf } from '../../flow/arrival.ts'
import { describeTokenAnswer, isIssued } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, judgeProblems, OutcomeSignal, skip } from '../outcome.ts'
import { type CodeStrength, strengthOf } from './code-entropy.ts'
import { frontAnswer } from './front-answer.ts'

const wanted = 6
const early = 10
/** Seconds beyond the limit at which nobody's rounding can be meant. */
const grace = 10

/** C-17 to C-20, C-24: codes as such, and how long they take and live. */
export const codes: readonly CheckDefinition[] = [
  {
    id: 'C-17',
    title: 'A code cannot be guessed: 128 random bits or more, better 160',
    spec: 'RFC 6749 10.10; RFC 6819 5.1.4.2.2',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { shortest, changing, bits } = weakest((await mint(context)).byMode.map(strengthOf))
      return judge(bits >= 160, {
        expected: 'codes with 160 random bits, 128 at least',
        actual: `codes of ${shortest} characters that differ in ${changing} places: at most ${bits} random bits`,
        remedy: 'Make codes from a cryptographically secure random number generator.',
        severity: bits < 128 ? 'fail' : 'warn',
      })
    },
  },
  {
    id: 'C-18',
    title: 'A code has visible ASCII characters alone',
    spec: 'RFC 6749 A.11',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      await mint(context)
      const strange = codesSeen(context).flatMap((code) => code.match(/[^\x20-\x7e]/gu) ?? [])
      const named = [...new Set(strange)].map((character) => `U+${hexOf(character)}`)
      return judgeProblems(
        named.map((character) => `a code has the character ${character}`),
        'characters from U+0020 to U+007E',
        'Write codes in base64url or hexadecimal.',
      )
    },
  },
  {
    id: 'C-19',
    title: 'No code is issued twice, in this run or an earlier one that is remembered',
    spec: 'RFC 6749 10.10',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { byMode } = await mint(context)
      const all = codesSeen(context)
      const different = new Set(all).size
      const again = context.recall('code', byMode.flat())
      return judge(different === all.length && again === 0, {
        expected: `${all.length} different codes`,
        actual: `${different} different codes of ${all.length}${again === 0 ? '' : `, ${again} of an earlier run`}`,
        remedy: 'Make a new code for each authorization response.',
      })
    },
  },
  {
    id: 'C-20',
    title: 'A code is good for ten seconds at least, and expires when it should',
    spec: 'RFC 6749 4.1.2; MP docs, code',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const { flow } = context
      const limit = context.environment ? 300 : 600
      const remedy = `Let a code live for ${limit} seconds at most, and long enough for a slow network.`
      const young = await redeemAfter(context, early)
      if (!isIssued(young)) {
        if (young.error !== 'invalid_grant') throw stopped(describeTokenAnswer(young))
        const actual = `after ${early} s the code was answered with ${describeTokenAnswer(young)}`
        return judge(false, { expected: `tokens after ${early} s`, actual, remedy })
      }
      if (context.environment && context.target.lab) {
        const documented = await redeemAfter(context, limit - grace)
        if (!isIssued(documented)) {
          const actual = `after ${limit - grace} s the code was answered with ${describeTokenAnswer(documented)}`
          return judge(false, { expected: `tokens after ${limit - grace} s`, actual, remedy })
        }
      }
      const { attempt } = await flow.code()
      await flow.pass(limit + grace)
      const old = await flow.redeem(attempt)
      return judge(!isIssued(old), {
        expected: `tokens after ${early} s, none after ${limit} s`,
        actual: `after ${limit + grace} s the code was answered with ${describeTokenAnswer(old)}`,
        remedy,
      })
    },
  },
  {
    id: 'C-24',
    title: 'How long an authorization response takes',
    spec: 'not specified',
    level: 'MAY',
    sandbox: 'human-login',
    async run(context) {
      const sorted = [...(await mint(context)).milliseconds].sort((one, other) => one - other)
      const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)
      return {
        kind: 'info',
        expected: 'no limit is set',
        actual: { answers: sorted.length, p50Milliseconds: at(0.5), p95Milliseconds: at(0.95) },
        reason: 'Measured from the request to the answer, the user being signed in.',
      }
    },
  },
]

interface Minted {
  /** By form post, and where codes cost nothing by fragment. */
  readonly byMode: readonly (readonly string[])[]
  readonly milliseconds: readonly number[]
}

/** Several codes of one user and client, minted silently one after the other. */
async function mint(context: CheckContext): Promise<Minted> {
  await frontAnswer(context)
  const modes = context.target.lab ? ['form_post', 'fragment'] : ['form_post']
  const answers = await context.flow.once('codes', async (own) => {
    const made: { readonly mode: string; readonly code: string | undefined; readonly milliseconds: number }[] = []
    for (const mode of modes.flatMap((one) => Array.from({ length: wanted }, () => one))) {
      const start = performance.now()
      const { arrival } = await own.attempt({ response_mode: mode })
      const code = arrival.kind === 'callback' ? fieldOf(arrival, 'code') : undefined
      made.push({ mode, code, milliseconds: performance.now() - start })
    }
    return made
  })
  if (answers.some(({ code }) => !code)) throw new OutcomeSignal(skip('Some answers have no code (C-05).'))
  const codesBy = (mode: string) => answers.flatMap((answer) => (answer.mode === mode && answer.code) || [])
  return { byMode: modes.map(codesBy), milliseconds: answers.map(({ milliseconds }) => milliseconds) }
}

/** The codes of every answer of the run so far. */
function codesSeen(context: CheckContext): readonly string[] {
  return context.answers().flatMap(({ attempt }) => fieldOf(attempt.arrival, 'code') || [])
}

function weakest(strengths: readonly CodeStrength[]): CodeStrength {
  return strengths.reduce((one, other) => (other.bits < one.bits ? other : one))
}

async function redeemAfter({ flow }: CheckContext, seconds: number) {
  const { attempt } = await flow.code()
  await flow.pass(seconds)
  return flow.redeem(attempt)
}

function stopped(what: string): OutcomeSignal {
  return new OutcomeSignal({ kind: 'inconclusive', reason: `The flow was not completed: a code came to ${what}.` })
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
