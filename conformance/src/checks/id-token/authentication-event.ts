import { words } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { onTokens, places, readablePair, show, skew } from './issued.ts'
import { away, isTime, notTime } from './times.ts'

const maxAge = 3600

/** I-27, I-28: what the tokens tell of the login. */
export const authenticationEvent: readonly CheckDefinition[] = [
  {
    id: 'I-27',
    title: 'auth_time is a time before iat, and there and recent when max_age was sent',
    spec: 'OIDCC 2, 3.1.2.1, 3.1.3.7(13)',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const login = await readablePair(context)
      const plain = places.flatMap((place) => eventProblems(place, login[place].claims, login.answered))
      const asked = await withMaxAge(context)
      return judgeProblems(
        [...new Set([...plain, ...asked])],
        `auth_time not after iat; with max_age=${maxAge} there, and not older`,
        'Set auth_time to the second at which the user signed in, in every token of that login.',
      )
    },
  },
  onTokens({
    id: 'I-28',
    title: 'acr is a text, amr a list of texts',
    spec: 'OIDCC 2',
    level: 'MUST',
    part: 'payload',
    expected: 'acr a string, amr an array of strings, where they are there',
    remedy: 'Write amr as an array even when it has one member.',
    problemsOf: ({ token: { claims } }) => [
      ...('acr' in claims && typeof claims.acr !== 'string' ? [`acr is ${show(claims.acr)}`] : []),
      ...('amr' in claims && words(claims.amr) === undefined ? [`amr is ${show(claims.amr)}`] : []),
    ],
  }),
]

function eventProblems(place: string, claims: Readonly<Record<string, unknown>>, now: number): readonly string[] {
  const { auth_time: authTime, iat } = claims
  if (!('auth_time' in claims)) return []
  if (!isTime(authTime)) return [`${place} ID token: ${notTime('auth_time', authTime)}`]
  const limit = (isTime(iat) ? iat : now) + skew
  return authTime <= limit ? [] : [`${place} ID token: auth_time is ${away(authTime, now)}`]
}

async function withMaxAge({ flow, target }: CheckContext): Promise<readonly string[]> {
  const { front, back, answered } = await flow.once('ID tokens with max_age', async (own) => {
    const login = await own.happyAnew({ max_age: String(maxAge) })
    return { ...login, answered: ((await target.lab?.now()) ?? Date.now()) / 1000 }
  })
  return Object.entries({ front, back }).flatMap(([place, { claims }]) => {
    const { auth_time: authTime } = claims
    if (!('auth_time' in claims)) return [`${place} ID token: auth_time is absent although max_age was sent`]
    if (!isTime(authTime) || authTime >= answered - maxAge - skew) return eventProblems(place, claims, answered)
    return [`${place} ID token: auth_time is ${away(authTime, answered)}, older than max_age allows`]
  })
}
