import { type Rule, refusal } from '../refusal.ts'
import { issuesCode } from './code-challenge-missing.ts'
import type { AuthorizeInput } from './input.ts'

/** `plain` is advertised, but no client may use it. */
export const codeChallengeMethod: Rule<AuthorizeInput> = {
  fact: 'code-challenge-method',
  mend: 'Send code_challenge_method=S256, in this letter case.',
  refuse(input) {
    if (!issuesCode(input) || input.parameters.get('code_challenge_method') === 'S256') return undefined
    return refusal('invalid_request', 'Transform algorithm not supported')
  },
}
