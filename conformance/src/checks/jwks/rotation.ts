import { cacheControlProblem } from '../../run/cache-control.ts'
import type { CheckDefinition } from '../check.ts'
import { judge, judgeProblems } from '../outcome.ts'

/** K-15, K-18, K-19: how clients learn of new keys in time and keep the old ones long enough. */
export const rotation: readonly CheckDefinition[] = [
  {
    id: 'K-15',
    title: 'Cache-Control is present, and after a rotation the previous key stays',
    spec: 'OIDCC 10.1.1',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const { rotateKeys, login } = context.target
      await context.keys()
      const cacheControl = (await context.jwksResponse()).headers.get('cache-control')
      const rotated = rotateKeys && login ? await context.rotation() : undefined
      const keysWithdrawn = rotated?.kidsBefore.filter((kid) => !rotated.kidsAfter.includes(kid)) ?? []
      return judge(!cacheControlProblem(cacheControl) && keysWithdrawn.length === 0, {
        expected: 'a sensible max-age or no-cache; no key withdrawn while tokens signed with it live',
        actual: { cacheControl, rotated: rotated !== undefined, keysWithdrawn },
        remedy: 'Say how long the set may be kept, and keep the previous key for the lifetime of a token.',
        severity: keysWithdrawn.length > 0 ? 'fail' : 'warn',
      })
    },
  },
  {
    id: 'K-18',
    title: 'A new key is in the set before a token uses it',
    spec: 'OIDCC 10.1.1',
    level: 'SHOULD',
    sandbox: 'mock-only',
    async run(context) {
      const { kidsBefore, idTokens } = await context.rotation()
      const unannounced = idTokens
        .filter(({ header }) => !kidsBefore.includes(String(header.kid)))
        .map(({ where, header }) => `kid of the ${where} ID token, ${String(header.kid)}, was not in the set before`)
      const outcome = judgeProblems(
        unannounced,
        'a kid that the set held before',
        'Publish a key before signing with it.',
      )
      return outcome.kind === 'violation' ? { ...outcome, severity: 'fail' } : outcome
    },
  },
  {
    id: 'K-19',
    title: 'A conditional request with the ETag is answered 304',
    spec: 'RFC 9110 13',
    level: 'MAY',
    sandbox: 'unattended',
    async run(context) {
      const etag = (await context.jwksResponse()).headers.get('etag')
      const expected = 'an ETag, and 304 for If-None-Match with it'
      const remedy = 'Send an ETag and honor If-None-Match: clients then ask often at little cost.'
      if (etag === null) return judge(false, { expected, actual: { etag }, remedy })
      const { jwks_uri: url } = await context.servedDocument()
      const { status } = await context.send({ method: 'GET', url: String(url), headers: { 'if-none-match': etag } })
      return judge(status === 304, { expected, actual: { etag, status }, remedy })
    },
  },
]
