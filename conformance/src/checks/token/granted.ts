import { inspectJwt, type JsonObject } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judge, judgeProblems, skip } from '../outcome.ts'
import { isReadableJwt } from './access-token-form.ts'
import { issued } from './exchanged.ts'
import { otherIssued, problemsOfAll } from './other-redemptions.ts'
import { partlyGranted } from './partly-granted.ts'
import { scopeProblems } from './scope-problems.ts'
import { isLife, tolerance } from './told-life.ts'

/** Seconds that MobilePay's access tokens live. */
const documentedLife = 300

/** T-06, T-07, T-10: what the answer says about the access token is what the token says. */
export const granted: readonly CheckDefinition[] = [
  {
    id: 'T-06',
    title: 'expires_in is a positive whole number of seconds, and the documented one',
    spec: 'RFC 6749 5.1, A.14',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const { environment, flow } = context
      const isRight = (seconds: unknown) => (environment ? seconds === documentedLife : isLifetime(seconds))
      const all = [await issued(flow), ...(await otherIssued(context)).map(({ redemption }) => redemption)]
      const told = all.map(({ tokens }) => tokens.body.expires_in)
      const wrong = told.filter((seconds) => !isRight(seconds))
      const found = [...new Set(wrong.length === 0 ? told : wrong)]
      return judge(wrong.length === 0, {
        expected: environment ? `expires_in ${documentedLife}` : 'expires_in, a positive whole number',
        actual: found.map((seconds) => ({ expires_in: seconds ?? null })),
        remedy: 'Say in expires_in how many seconds the access token lives, as a JSON number.',
        ...(wrong.some((seconds) => seconds !== undefined && !isLifetime(seconds)) && { severity: 'fail' as const }),
      })
    },
  },
  {
    id: 'T-07',
    title: 'expires_in agrees with the times in the access token',
    spec: 'RFC 6749 5.1; RFC 9068 2.2',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const { accessToken, tokens } = await issued(context.flow)
      if (!isReadableJwt(accessToken)) return inapplicable('The access token is opaque: it tells no times.')
      const { expires_in: seconds } = tokens.body
      if (!isLifetime(seconds)) return skip('expires_in is no lifetime to compare with (T-06).')
      return judgeProblems(
        await problemsOfAll(context, await issued(context.flow), ({ tokens: { accessToken: token = '', body } }) =>
          timeProblems(inspectJwt(token).claims, Number(body.expires_in)),
        ),
        `exp that is expires_in (${seconds}) seconds after iat or nbf`,
        'Derive expires_in and exp from the same lifetime.',
      )
    },
  },
  {
    id: 'T-10',
    title: 'scope is told where it is another than the requested one, and is what the token has',
    spec: 'RFC 6749 5.1, 3.3',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const isExact = context.environment !== undefined
      const whole = await problemsOfAll(context, await issued(context.flow), (redemption) =>
        scopeProblems(redemption, isExact),
      )
      const part = context.target.lab ? await problemsOfPart(context) : []
      return judgeProblems(
        [...whole, ...part],
        'scope as granted, or no scope where all that was requested is granted',
        'Tell the granted scope whenever it differs from the request, and put the same into the token.',
      )
    },
  },
]

function isLifetime(seconds: unknown): seconds is number {
  return typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0
}

function timeProblems({ exp, iat, nbf }: JsonObject, seconds: number): readonly string[] {
  const from = iat ?? nbf
  if (typeof exp !== 'number') return [`exp of the access token is ${exp === undefined ? 'absent' : 'no number'}`]
  if (typeof from !== 'number') return ['the access token has neither iat nor nbf, as a number']
  const life = exp - from
  const late = Number(nbf) - Number(iat)
  return [
    ...(isLife(seconds, life) ? [] : [`the access token lives ${life} seconds by exp, expires_in says ${seconds}`]),
    ...(late > tolerance ? [`nbf of the access token is ${late} seconds after iat`] : []),
  ]
}

/** What the answer says where the user grants less than was requested. */
async function problemsOfPart(context: CheckContext): Promise<readonly string[]> {
  const part = await partlyGranted(context)
  if (!part) return []
  return scopeProblems(part.redemption, true).map((problem) => `after a consent without ${part.declined}: ${problem}`)
}
