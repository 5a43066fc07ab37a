import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'
import { flowOf, modesOf, responseTypeOf } from './response-types.ts'

/** A mode that exists but does not fit the flow: `query` for hybrid, which would put tokens into server logs. */
export const responseModeQuery: Rule<AuthorizeInput> = {
  fact: 'response-mode-query',
  mend: 'Send response_mode=form_post or fragment: tokens may not travel in a query.',
  refuse({ generation, parameters }) {
    const mode = parameters.get('response_mode')
    const responseType = responseTypeOf(parameters)
    if (!mode || !responseType) return undefined
    if (modesOf(flowOf(responseType)).some((allowed) => allowed === mode)) return undefined
    if (generation === '2018') return refusal('unsupported_response_type', 'Invalid response_mode')
    return refusal('invalid_request', 'Invalid response_mode for response_type')
  },
}
