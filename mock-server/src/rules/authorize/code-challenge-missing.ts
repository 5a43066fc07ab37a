import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'
import { flowOf, responseTypeOf } from './response-types.ts'

/** PKCE concerns the flows that issue a code. */
export function issuesCode({ parameters }: AuthorizeInput): boolean {
  const responseType = responseTypeOf(parameters)
  return responseType !== undefined && flowOf(responseType) !== 'implicit'
}

export const codeChallengeMissing: Rule<AuthorizeInput> = {
  fact: 'code-challenge-missing',
  mend: 'Send code_challenge, the base64url of the SHA-256 of the code_verifier: PKCE is required of every client.',
  refuse(input) {
    if (!issuesCode(input) || input.parameters.get('code_challenge')) return undefined
    return refusal('invalid_request', 'code challenge required')
  },
}
