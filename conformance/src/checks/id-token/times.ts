import type { CheckDefinition } from '../check.ts'
import type { JsonObject } from '../check-context.ts'
import { inapplicable, judge, skip } from '../outcome.ts'
import { frontTokenIn, onTokens, otherProblems, places, readablePair, show, skew } from './issued.ts'

const day = 86_400
const fiveMinutes = 300
/** Seconds that MobilePay's ID tokens live. */
const usualLife = 300

/** I-11 to I-14, I-29: the times of the tokens. */
export const times: readonly CheckDefinition[] = [
  onTokens({
    id: 'I-11',
    title: 'exp is in seconds, to come, and less than a day away',
    spec: 'OIDCC 2, 3.1.3.7(9)',
    level: 'MUST',
    part: 'payload',
    expected: 'exp as a number of seconds, after now, within 24 hours',
    remedy: 'Set exp to the second at which the token must no longer be accepted.',
    problemsOf({ token, login }) {
      const { exp, iat } = token.claims
      if (!isTime(exp)) return [notTime('exp', exp)]
      return [
        ...(exp > login.answered ? [] : [`exp is ${away(exp, login.answered)}`]),
        ...(exp < login.answered + day ? [] : [`exp is ${away(exp, login.answered)}`]),
        ...(isTime(iat) && exp <= iat && exp > login.answered ? ['exp is not after iat'] : []),
      ]
    },
    ofEvery({ token: { claims } }) {
      if (!isTime(claims.exp)) return [notTime('exp', claims.exp)]
      const life = lifeOf(claims)
      if (life === undefined) return []
      return [
        ...(life > 0 ? [] : ['exp is not after iat']),
        ...(life < day ? [] : [`exp is ${life} seconds after iat`]),
      ]
    },
  }),
  onTokens({
    id: 'I-12',
    title: 'iat is in seconds, and now',
    spec: 'OIDCC 2, 3.1.3.7(10)',
    level: 'MUST',
    part: 'payload',
    expected: 'iat as a number of seconds within five minutes of now',
    remedy: 'Set iat to the second at which the token is issued, and keep the clock right.',
    problemsOf({ token, login }) {
      const { iat } = token.claims
      if (!isTime(iat)) return [notTime('iat', iat)]
      const isNow = iat > login.asked - fiveMinutes && iat < login.answered + fiveMinutes
      return isNow ? [] : [`iat is ${away(iat, login.answered)}`]
    },
    ofEvery: ({ token: { claims } }) => (isTime(claims.iat) ? [] : [notTime('iat', claims.iat)]),
  }),
  onTokens({
    id: 'I-13',
    title: 'nbf, where there is one, is not to come',
    spec: 'RFC 7519 4.1.5',
    level: 'MUST',
    part: 'payload',
    expected: 'nbf as a number of seconds, not after now, or none',
    remedy: 'Set nbf to the second of issue or leave it out.',
    problemsOf({ token, login }) {
      const { nbf } = token.claims
      if (!('nbf' in token.claims)) return []
      if (!isTime(nbf)) return [notTime('nbf', nbf)]
      return nbf <= login.answered + skew ? [] : [`nbf is ${away(nbf, login.answered)}`]
    },
    ofEvery({ token: { claims } }) {
      const { nbf, iat } = claims
      if (!('nbf' in claims)) return []
      if (!isTime(nbf)) return [notTime('nbf', nbf)]
      return isTime(iat) && nbf > iat + skew ? [`nbf is ${nbf - iat} seconds after iat`] : []
    },
  }),
  {
    id: 'I-14',
    title: 'ID tokens live as long as they always did',
    spec: 'MP docs, tokens',
    level: 'MAY',
    sandbox: 'human-login',
    async run(context) {
      if (!context.environment) return inapplicable('Nothing is recorded about the lifetime of this provider’s tokens.')
      const login = await readablePair(context)
      const lives = places.map((place) => lifeOf(login[place].claims))
      if (lives.includes(undefined)) return skip('exp or iat is no time (I-11, I-12).')
      return judge(
        lives.every((life) => life === usualLife),
        {
          expected: `${usualLife} seconds`,
          actual: { front: lives[0], back: lives[1] },
          remedy: 'Tell integrators when the lifetime changes.',
        },
      )
    },
  },
  {
    id: 'I-29',
    title: 'The ID token behind is not older than the one in front',
    spec: 'OIDCC 2',
    level: 'SHOULD',
    sandbox: 'human-login',
    async run(context) {
      const { front, back } = await readablePair(context)
      const [before, after] = [front.claims.iat, back.claims.iat]
      if (!isTime(before) || !isTime(after)) return skip('iat is no time (I-12).')
      const remedy = 'Set iat of each token to the second at which it is issued; keep the clocks of all nodes together.'
      const expected = 'iat of the ID token behind at or after iat of the one in front'
      const actual = `iat behind is ${after - before} seconds after iat in front`
      if (after < before - skew) return judge(false, { expected, actual, remedy })
      const others = await otherProblems(context, 'back', ({ token, seen }) => {
        const earlier = frontTokenIn(seen)?.claims.iat
        const later = token.claims.iat
        return isTime(earlier) && isTime(later) && later < earlier - skew ? ['iat is before that of the front'] : []
      })
      return judge(others.length === 0, { expected, actual: others.length === 0 ? actual : others, remedy })
    },
  },
]

function lifeOf({ exp, iat }: JsonObject): number | undefined {
  return isTime(exp) && isTime(iat) ? exp - iat : undefined
}

/** A NumericDate (RFC 7519 2) of this age of the world. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e11
}

export function notTime(claim: string, value: unknown): string {
  const isLarge = typeof value === 'number' && value >= 1e11
  return isLarge ? `${claim} looks like milliseconds` : `${claim} is ${show(value)}, no number of seconds`
}

/** How far from now, in words. */
export function away(time: number, now: number): string {
  const seconds = Math.round(Math.abs(time - now))
  return time > now ? `${seconds} seconds to come` : `${seconds} seconds past`
}
