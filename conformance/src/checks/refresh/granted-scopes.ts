import { inspectJwt, type TokenAnswer } from '../../flow/tokens.ts'

/** What is granted, as far as an answer tells. */
export interface ScopeChange {
  readonly added: readonly string[]
  readonly lost: readonly string[]
}

/** Scopes in the answer and in its access token: each where it is told. */
export function grantedScopes({ body, accessToken }: TokenAnswer): readonly (readonly string[])[] {
  const held = accessToken === undefined ? undefined : inspectJwt(accessToken).claims.scope
  return [body.scope, held].flatMap((scope) => (scope === undefined ? [] : [wordsOf(scope)]))
}

/** What a refresh grants more and less than the answer before: both compared where both tell it. */
export function scopeChange(before: TokenAnswer, after: TokenAnswer): ScopeChange {
  const had = new Set(grantedScopes(before).flat())
  const has = grantedScopes(after)
  const added = has.flat().filter((scope) => !had.has(scope))
  const lost = [...had].filter((scope) => has.some((told) => !told.includes(scope)))
  return { added: [...new Set(added)].sort(), lost: lost.sort() }
}

/** A string of words, or an array of them: MobilePay's access tokens have an array. */
function wordsOf(scope: unknown): readonly string[] {
  return [scope].flat().flatMap((part) =>
    String(part)
      .split(' ')
      .filter((word) => word !== ''),
  )
}
