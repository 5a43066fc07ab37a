import { limits } from '../limits.ts'
import { type Rule, refusal } from '../refusal.ts'
import type { ClientLookup } from './input.ts'

export const clientIdMissingOrTooLong: Rule<ClientLookup> = {
  fact: 'client-id-missing-or-too-long',
  mend: `Send client_id, at most ${limits.clientId} characters: the id from MobilePay, not x-ibm-client-id.`,
  refuse({ parameters }) {
    const clientId = parameters.get('client_id')
    if (clientId && clientId.length <= limits.clientId) return undefined
    return refusal('invalid_request', 'Invalid client_id')
  },
}
