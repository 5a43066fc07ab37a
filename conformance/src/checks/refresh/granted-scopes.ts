import { inspectJwt, type TokenAnswer } from '../../flow/tokens.ts'

/** What is granted, as far as an answer tells. */
export interface ScopeChange {
  readonly added: readonly string[]
  readonly lost: readonly string[]
}

/** Scopes in the answer and in its access token: each where it is told. */
export function grantedScopes(answer: TokenAnswer): readonly (readonly string[])[] {
  return sources(answer).flatMap((scope) => (scope === undefined ? [] : [scope]))
}

/** What a refresh grants more and less than the answer before: `scope` beside `scope`, access token beside access token. */
export function scopeChange(before: TokenAnswer, after: TokenAnswer): ScopeChange {
  const had = sources(before)
  const all = [...new Set(had.flatMap((scope) => scope ?? []))]
  const pairs = sources(after).flatMap((has, index) => (has === undefined ? [] : [{ has, had: had[index] ?? all }]))
  const added = pairs.flatMap((pair) => pair.has.filter((scope) => !pair.had.includes(scope)))
  const lost = pairs.flatMap((pair) => pair.had.filter((scope) => !pair.has.includes(scope)))
  return { added: [...new Set(added)].sort(), lost: [...new Set(lost)].sort() }
}

/** `scope` of the answer, and of its access token. */
function sources({ body, accessToken }: TokenAnswer): readonly (readonly string[] | undefined)[] {
  const held = accessToken === undefined ? undefined : inspectJwt(accessToken).claims.scope
  return [body.scope, held].map((scope) => (scope === undefined ? undefined : wordsOf(scope)))
}

/** A string of words, or an array of them: MobilePay's access tokens have an array. */
function wordsOf(scope: unknown): readonly string[] {
  return [scope].flat().flatMap((part) =>
    String(part)
      .split(' ')
      .filter((word) => word !== ''),
  )
}
