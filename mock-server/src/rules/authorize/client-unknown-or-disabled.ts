import { type Rule, refusal } from '../refusal.ts'
import type { ClientLookup } from './input.ts'

export const clientUnknownOrDisabled: Rule<ClientLookup> = {
  fact: 'client-unknown-or-disabled',
  mend: 'Use the client_id of a registered, enabled client, in the same letter case; the ready page lists them.',
  refuse({ parameters, findClient }) {
    if (findClient(parameters.get('client_id') ?? '')?.enabled) return undefined
    return refusal('unauthorized_client', 'Unknown client or client not enabled')
  },
}
