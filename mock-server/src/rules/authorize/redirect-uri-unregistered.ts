import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

/** Compared without regard to letter case, everything else exactly (fact `redirect-uri-letter-case`). */
export function isRegistered(registered: readonly string[], uri: string): boolean {
  return registered.some((candidate) => candidate.toLowerCase() === uri.toLowerCase())
}

export const redirectUriUnregistered: Rule<AuthorizeInput> = {
  fact: 'redirect-uri-unregistered',
  mend: 'Use one of the redirect URIs registered for the client: same path, same port, same trailing slash.',
  refuse({ generation, parameters, client }) {
    if (isRegistered(client.redirectUris, parameters.get('redirect_uri') ?? '')) return undefined
    return refusal(generation === '2018' ? 'unauthorized_client' : 'invalid_request', 'Invalid redirect_uri')
  },
}
