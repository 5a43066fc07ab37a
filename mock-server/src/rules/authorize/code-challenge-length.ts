import { limits } from '../limits.ts'
import { type Rule, refusal } from '../refusal.ts'
import { issuesCode } from './code-challenge-missing.ts'
import type { AuthorizeInput } from './input.ts'

/** The length alone: its characters are not looked at (facts, 14.2). */
export const codeChallengeLength: Rule<AuthorizeInput> = {
  fact: 'code-challenge-length',
  mend: `Send a code_challenge of ${limits.codeChallengeMin} to ${limits.codeChallengeMax} characters; S256 gives 43.`,
  refuse(input) {
    if (!issuesCode(input)) return undefined
    const { length } = input.parameters.get('code_challenge') ?? ''
    if (length >= limits.codeChallengeMin && length <= limits.codeChallengeMax) return undefined
    return refusal('invalid_request', 'Invalid code_challenge')
  },
}
