import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

/** Documentation and captured document contradict each other on `fragment`; a switch takes it away. */
export const responseModesServed: Rule<AuthorizeInput> = {
  fact: 'response-modes-served',
  mend: 'Send response_mode=form_post, or switch responseModesServed back to "form_post fragment".',
  refuse({ parameters, switches }) {
    const mode = parameters.get('response_mode') ?? 'fragment'
    if (switches.responseModesServed === 'form_post fragment' || mode !== 'fragment') return undefined
    return refusal('invalid_request', 'Invalid response_mode for response_type')
  },
}
