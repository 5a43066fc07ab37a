import type { CheckDefinition } from '../check.ts'
import type { JsonObject } from '../check-context.ts'
import { kindOf, onEveryToken, type Place } from './issued.ts'

/** I-15, I-16: what ties the tokens to the request. */
export const nonce: readonly CheckDefinition[] = [
  nonceOf('I-15', 'front', 'OIDCC 3.3.2.11, 3.1.3.7(11)'),
  nonceOf('I-16', 'back', 'OIDCC 3.1.3.7(11), 3.3.3.7'),
]

function nonceOf(id: string, place: Place, spec: string): CheckDefinition {
  return onEveryToken({
    id,
    title: `nonce of the ID token ${place === 'front' ? 'in front' : 'behind'} is the one of the request`,
    spec,
    level: 'MUST',
    of: [place],
    part: 'payload',
    expected: 'the nonce of the request, character by character',
    remedy: 'Put the nonce of the request into both ID tokens: it ties them to the browser that asked.',
    problemsOf: ({ token, login }) => nonceProblems(token.claims, login.attempt.request.get('nonce') ?? ''),
  })
}

/** What speaks against the nonce (OIDCC 3.1.3.7(11)); the nonces themselves are not told. */
export function nonceProblems({ nonce: got }: JsonObject, sent: string): readonly string[] {
  if (got === sent) return []
  if (typeof got !== 'string' || got === '') return [`nonce is ${kindOf(got)}`]
  if (got.toLowerCase() === sent.toLowerCase()) return ['nonce is in other letter case']
  if (got.trim() === sent) return ['nonce has spaces around it']
  if (sent.startsWith(got)) return [`nonce is cut off after ${got.length} characters`]
  return ['nonce is another one']
}
