import type { Switches } from '../../world/settings.ts'
import { limits } from '../limits.ts'
import { type Rule, refusal } from '../refusal.ts'
import type { TokenInput } from './token-input.ts'

/** What a refresh is held against before its token is looked for. */
export interface RefreshInput extends TokenInput {
  readonly switches: Switches
}

/** Some pages want the verifier of the authorization sent with every refresh; as elsewhere its absence is `invalid_grant`. */
export const verifierAtRefresh: Rule<RefreshInput> = {
  fact: 'verifier-reuse-advice',
  mend: 'Send the code_verifier of the authorization with every refresh, or switch codeVerifierAtRefresh to ignored.',
  refuse({ parameters, switches }) {
    if (switches.codeVerifierAtRefresh === 'ignored') return undefined
    const { length } = parameters.get('code_verifier') ?? ''
    const fits = length >= limits.codeVerifierMin && length <= limits.codeVerifierMax
    return fits ? undefined : refusal('invalid_grant')
  },
}
