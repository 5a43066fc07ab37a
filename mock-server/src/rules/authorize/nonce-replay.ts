import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

/** MobilePay's documents, not IdentityServer: a nonce counts once. It is spent when a code is issued for it. */
export const nonceReplay: Rule<AuthorizeInput> = {
  fact: 'nonce-replay',
  mend: 'Make a new random nonce for every request: a code was already issued for this one.',
  refuse({ parameters, switches, nonceIsSpent }) {
    const nonce = parameters.get('nonce')
    if (!switches.nonceReplayRefused || !nonce || !nonceIsSpent(nonce)) return undefined
    return refusal('invalid_request', 'Nonce already used')
  },
}
