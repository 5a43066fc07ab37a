import { limits } from '../limits.ts'
import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

/** Request objects are advertised, but no client has a key registered to sign one, so none is ever valid. */
export const requestObjectRefused: Rule<AuthorizeInput> = {
  fact: 'request-object-refused',
  mend: 'Leave request out and send the parameters themselves: no client has a key registered for request objects.',
  refuse({ generation, parameters }) {
    const request = parameters.get('request')
    if (!request) return undefined
    const error = generation === '2018' ? 'invalid_request' : 'invalid_request_object'
    return refusal(error, request.length >= limits.jwt ? 'Invalid request value' : 'Invalid JWT request')
  },
}
