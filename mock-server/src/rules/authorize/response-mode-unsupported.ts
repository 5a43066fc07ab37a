import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'
import { responseModes } from './response-types.ts'

export const responseModeUnsupported: Rule<AuthorizeInput> = {
  fact: 'response-mode-unsupported',
  mend: 'Send response_mode=form_post (recommended) or fragment, in lower case.',
  refuse({ parameters }) {
    const mode = parameters.get('response_mode')
    if (!mode || responseModes.includes(mode)) return undefined
    return refusal('unsupported_response_type', 'Invalid response_mode')
  },
}
