import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

/** Generation 2018 does not know `request_uri` and ignores it. */
export const requestUriRefused: Rule<AuthorizeInput> = {
  fact: 'request-uri-refused',
  mend: 'Leave request_uri out and send the parameters themselves.',
  refuse({ generation, parameters }) {
    if (generation === '2018' || !parameters.get('request_uri')) return undefined
    if (parameters.get('request')) return refusal('invalid_request', 'Only one request parameter is allowed')
    return refusal('request_uri_not_supported')
  },
}
