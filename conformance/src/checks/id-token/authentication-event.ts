import type { InspectedJwt } from '../../flow/tokens.ts'
import { words } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext, JsonObject } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { onEveryToken, otherProblems, places, readablePair, seenTokens, show, skew } from './issued.ts'
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
      const plain = places.flatMap((place) =>
        eventProblems(login[place].claims).map((problem) => `${place} ID token: ${problem}`),
      )
      const problems = [...new Set([...plain, ...(await withMaxAge(context))])]
      for (const place of problems.length > 0 ? [] : places) {
        problems.push(...(await otherProblems(context, place, ({ token }) => eventProblems(token.claims))))
      }
      return judgeProblems(
        problems,
        `auth_time not after iat; with max_age=${maxAge} there, and not older`,
        'Set auth_time to the second at which the user signed in, in every token of that login.',
      )
    },
  },
  onEveryToken({
    id: 'I-28',
    title: 'acr is a text and nothing that was merely asked for, amr a list of texts, jti each token’s own',
    spec: 'OIDCC 2; RFC 7519 4.1.7',
    level: 'MUST',
    part: 'payload',
    expected: 'acr a string, of those announced; amr an array of strings; jti of one token; where they are there',
    remedy: 'Say in acr what was done and not what was asked for; write amr as an array; make jti anew each time.',
    problemsOf: async ({ token, login, context }) => [
      ...(await classProblems(token.claims, login.attempt.request.get('acr_values'), context)),
      ...('amr' in token.claims && words(token.claims.amr) === undefined ? [`amr is ${show(token.claims.amr)}`] : []),
      ...identifierProblems(token, context),
    ],
  }),
]

/** A class that the provider does not announce, and tells as soon as somebody asks for it (OIDCC 2, 3.1.2.1). */
async function classProblems(claims: JsonObject, asked: string | undefined, context: CheckContext) {
  const { acr } = claims
  if (!('acr' in claims)) return []
  if (typeof acr !== 'string') return [`acr is ${show(acr)}`]
  if (!asked?.split(' ').includes(acr)) return []
  const announced = words((await context.document()).acr_values_supported) ?? []
  return announced.includes(acr) ? [] : [`acr is ${show(acr)}, which was asked for and is not announced`]
}

function identifierProblems({ claims, compact }: InspectedJwt, context: CheckContext): readonly string[] {
  const { jti } = claims
  if (!('jti' in claims)) return []
  if (typeof jti !== 'string') return [`jti is ${show(jti)}`]
  const another = seenTokens(context).some((other) => other.claims.jti === jti && other.compact !== compact)
  return another ? ['jti is that of another token'] : []
}

/** auth_time is a time, and not after that of issue. */
function eventProblems({ auth_time: authTime, iat }: JsonObject): readonly string[] {
  if (authTime === undefined) return []
  if (!isTime(authTime)) return [notTime('auth_time', authTime)]
  return isTime(iat) && authTime > iat + skew ? [`auth_time is ${authTime - iat} seconds after iat`] : []
}

async function withMaxAge({ flow, target }: CheckContext): Promise<readonly string[]> {
  const { front, back, answered } = await flow.once('ID tokens with max_age', async (own) => {
    const login = await own.happyAnew({ max_age: String(maxAge) })
    return { ...login, answered: ((await target.lab?.now()) ?? Date.now()) / 1000 }
  })
  const oldest = answered - maxAge - skew
  return Object.entries({ front, back }).flatMap(([place, { claims }]) => {
    const { auth_time: authTime } = claims
    if (authTime === undefined) return [`${place} ID token: auth_time is absent although max_age was sent`]
    const isOld = isTime(authTime) && authTime < oldest
    if (isOld) return [`${place} ID token: auth_time is ${away(authTime, answered)}, older than max_age allows`]
    return eventProblems(claims).map((problem) => `${place} ID token: ${problem}`)
  })
}
