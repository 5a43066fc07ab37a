import { cacheControlProblem } from '../../run/cache-control.ts'
import { etagProblem } from '../../run/etag.ts'
import { canonical } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { JsonObject, Rotation } from '../check-context.ts'
import { verifiesByNode } from '../id-token/verifiers.ts'
import { judge, judgeProblems } from '../outcome.ts'

/** K-15, K-18, K-19: how clients learn of new keys in time and keep the old ones long enough. */
export const rotation: readonly CheckDefinition[] = [
  {
    id: 'K-15',
    title: 'Cache-Control is present, and after a rotation the previous key stays under its kid',
    spec: 'OIDCC 10.1.1; RFC 7517 4.5',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const { rotateKeys, login } = context.target
      await context.keys()
      const cacheControl = (await context.jwksResponse()).headers.get('cache-control')
      const rotated = rotateKeys && login ? await context.rotation() : undefined
      const keysWithdrawn = rotated ? withdrawnIn(rotated) : []
      return judge(!cacheControlProblem(cacheControl) && keysWithdrawn.length === 0, {
        expected: 'a sensible max-age or no-cache; no key withdrawn or replaced while tokens signed with it live',
        actual: { cacheControl, rotated: rotated !== undefined, keysWithdrawn },
        remedy: 'Say how long the set may be kept, and keep the previous key for the lifetime of a token.',
        severity: keysWithdrawn.length > 0 ? 'fail' : 'warn',
      })
    },
  },
  {
    id: 'K-18',
    title: 'A new key is in the set before a token uses it, and signs under its own kid',
    spec: 'OIDCC 10.1.1; RFC 7515 4.1.4',
    level: 'SHOULD',
    sandbox: 'mock-only',
    async run(context) {
      const problems = unannouncedIn(await context.rotation())
      const outcome = judgeProblems(
        problems,
        'a kid that the set held before, of the key that signs',
        'Publish a key before signing with it.',
      )
      return outcome.kind === 'violation' ? { ...outcome, severity: 'fail' } : outcome
    },
  },
  {
    id: 'K-19',
    title: 'A conditional request with the ETag is answered 304, and one with another ETag is not',
    spec: 'RFC 9110 8.8.3, 13.1.2',
    level: 'MAY',
    sandbox: 'unattended',
    async run(context) {
      const etag = (await context.jwksResponse()).headers.get('etag')
      const expected = 'an ETag, 304 for If-None-Match with it, and the set for any other'
      const remedy = 'Send an ETag and honor If-None-Match: clients then ask often at little cost.'
      if (etag === null) return judge(false, { expected, actual: { etag }, remedy })
      const { jwks_uri: url } = await context.servedDocument()
      const statusFor = async (condition: string) => {
        const headers = { 'if-none-match': condition }
        return (await context.send({ method: 'GET', url: String(url), headers })).status
      }
      const actual = { etag, status: await statusFor(etag), statusForAnother: await statusFor('"another"') }
      if (actual.statusForAnother === 304) return judge(false, { expected, actual, remedy, severity: 'fail' })
      return judge(actual.status === 304 && !etagProblem(etag), { expected, actual, remedy })
    },
  },
]

/** The kids under which the previous keys are no longer found. */
function withdrawnIn({ before, after }: Rotation): readonly string[] {
  const later = new Set(after.map(identityOf))
  return before.filter((key) => !later.has(identityOf(key))).map(({ kid }) => String(kid))
}

/** What a token is verified with, and the name under which it is found. */
function identityOf({ kid, kty, n, e, crv, x, y }: JsonObject): string {
  return canonical({ kid, kty, n, e, crv, x, y })
}

function unannouncedIn({ before, after, idTokens }: Rotation): readonly string[] {
  return idTokens.flatMap(({ where, ...token }) => {
    const kid = String(token.header.kid)
    if (!before.some((key) => key.kid === kid))
      return [`kid of the ${where} ID token, ${kid}, was not in the set before`]
    const named = after.filter((key) => key.kid === kid)
    const signs = named.length === 0 || named.some((key) => verifiesByNode(token, key))
    return signs ? [] : [`the ${where} ID token is not signed by the key ${kid}`]
  })
}
