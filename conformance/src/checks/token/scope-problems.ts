import type { Redemption } from '../../flow/flow.ts'
import { inspectJwt } from '../../flow/tokens.ts'
import { isReadableJwt } from './access-token-form.ts'

/** RFC 6749 3.3: scope-token *( SP scope-token ). */
const scopeSyntax = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/

/**
 * What is wrong with the `scope` of an answer beside the request and the access token.
 * @param isExact whether tokens are known to carry every granted scope, and no scope is granted uninvited
 */
export function scopeProblems({ attempt, tokens }: Redemption, isExact: boolean): readonly string[] {
  const requested = wordsOf(attempt.request.get('scope') ?? '')
  const { scope } = tokens.body
  if (scope !== undefined && (typeof scope !== 'string' || !scopeSyntax.test(scope))) {
    return [`scope is ${typeof scope === 'string' ? 'no list of scopes' : `no string but ${JSON.stringify(scope)}`}`]
  }
  const told = scope === undefined ? requested : wordsOf(scope)
  const held = heldBy(tokens.accessToken)
  const uninvited = isExact ? without(told, requested) : []
  return [
    ...uninvited.map((name) => `scope has ${name}, which was not requested`),
    ...without(held ?? told, told).map((name) => `the access token has ${name}, ${saidBy(scope)} does not`),
    ...(isExact
      ? without(told, held ?? told).map((name) => `${saidBy(scope)} has ${name}, the access token does not`)
      : []),
  ]
}

function saidBy(scope: unknown): string {
  return scope === undefined ? 'the request (the answer has no scope)' : 'scope'
}

/** The scopes in a readable access token; undefined where it tells none. */
function heldBy(accessToken: string | undefined): readonly string[] | undefined {
  if (accessToken === undefined || !isReadableJwt(accessToken)) return undefined
  const { scope } = inspectJwt(accessToken).claims
  if (typeof scope === 'string') return wordsOf(scope)
  return Array.isArray(scope) ? scope.map(String) : undefined
}

function wordsOf(scope: string): readonly string[] {
  return scope.split(' ').filter((word) => word !== '')
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => !others.includes(name))
}
