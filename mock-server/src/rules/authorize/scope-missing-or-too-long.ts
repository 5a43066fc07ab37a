import { limits } from '../limits.ts'
import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

export const scopeMissingOrTooLong: Rule<AuthorizeInput> = {
  fact: 'scope-missing-or-too-long',
  mend: `Send scope=openid offline_access and the product's scope, at most ${limits.scope} characters.`,
  refuse({ parameters }) {
    const scope = parameters.get('scope')
    if (scope && scope.length <= limits.scope) return undefined
    return refusal('invalid_request', 'Invalid scope')
  },
}
