import { canonical } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { JsonObject } from '../check-context.ts'
import { judge, judgeProblems } from '../outcome.ts'
import { frontTokenIn, kindOf, otherProblems, readablePair, show } from './issued.ts'

/** Claims of a token rather than of a login: they may differ, or have checks of their own. */
const ofTheToken = ['iss', 'sub', 'aud', 'azp', 'exp', 'iat', 'nbf', 'jti', 'nonce', 'c_hash', 'at_hash', 's_hash']
/** Claims of the login, which belong into both tokens or none. */
const ofTheEvent = ['auth_time', 'acr', 'amr']

/** What others than MobilePay may mean by a name of their own is unknown: of their tokens these are compared (OIDCC 5.1). */
const ofTheUser = [
  ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture'],
  ...['website', 'email', 'email_verified', 'gender', 'birthdate', 'zoneinfo', 'locale', 'phone_number'],
  ...['phone_number_verified', 'address', 'updated_at', 'sid', 'idp'],
]

/** I-24 to I-26: the tokens of both channels tell of the same login. */
export const agreement: readonly CheckDefinition[] = [
  identical('I-24', 'iss', show),
  identical('I-25', 'sub', (sub) => (typeof sub === 'string' ? `a user’s (${sub.length} characters)` : kindOf(sub))),
  {
    id: 'I-26',
    title: 'auth_time, acr, amr and what else both tokens tell of the login are the same in both',
    spec: 'OIDCC 3.3.3.6',
    level: 'SHOULD',
    sandbox: 'human-login',
    async run(context) {
      const { front, back } = await readablePair(context)
      const isUnderstood = (name: string) =>
        context.environment !== undefined || ofTheEvent.includes(name) || ofTheUser.includes(name)
      const problems = differences(front.claims, back.claims, isUnderstood)
      const others = await otherProblems(context, 'back', ({ token, seen }) =>
        differences(frontTokenIn(seen)?.claims ?? {}, token.claims, isUnderstood),
      )
      return judgeProblems(
        problems.length > 0 ? problems : others,
        'the same event in both ID tokens',
        'Tell of the login in both ID tokens, in the same way.',
      )
    },
  },
]

function differences(front: JsonObject, back: JsonObject, isUnderstood: (name: string) => boolean): readonly string[] {
  const compared = Object.keys(front).filter((name) => name in back && !ofTheToken.includes(name) && isUnderstood(name))
  return [...ofTheEvent.filter((name) => name in front !== name in back), ...compared]
    .filter((name) => canonical(front[name]) !== canonical(back[name]))
    .map((name) => `${name} is ${show(front[name])} in front and ${show(back[name])} behind`)
}

/** @param tell how reports show a value of the claim */
function identical(id: string, claim: 'iss' | 'sub', tell: (value: unknown) => string): CheckDefinition {
  return {
    id,
    title: `${claim} is the same in front and behind`,
    spec: 'OIDCC 3.3.3.6',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { front, back } = await readablePair(context)
      const isSame = canonical(front.claims[claim]) === canonical(back.claims[claim])
      const remedy = `Issue both ID tokens with the same ${claim}: clients have to refuse a pair that differs.`
      const finding = { expected: `one ${claim} in both ID tokens`, remedy }
      const [inFront, behind] = [front, back].map(({ claims }) => tell(claims[claim]))
      if (!isSame) return judge(false, { ...finding, actual: `${claim} is ${inFront} in front and ${behind} behind` })
      const others = await otherProblems(context, 'back', ({ token, seen }) =>
        canonical(frontTokenIn(seen)?.claims[claim]) === canonical(token.claims[claim])
          ? []
          : [`${claim} is not that of the front`],
      )
      return judge(others.length === 0, { ...finding, actual: others.length === 0 ? `one ${claim}` : others })
    },
  }
}
