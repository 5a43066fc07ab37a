import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'
import { flowOf, responseTypeOf } from './response-types.ts'

export const grantTypeNotAllowed: Rule<AuthorizeInput> = {
  fact: 'grant-type-not-allowed',
  mend: 'Send response_type=code id_token: the client is registered for the hybrid flow alone.',
  refuse({ parameters, client }) {
    const responseType = responseTypeOf(parameters)
    const flow = responseType && flowOf(responseType)
    if (client.grantTypes.some((allowed) => allowed === flow)) return undefined
    return refusal('unauthorized_client', 'Invalid grant type for client')
  },
}
