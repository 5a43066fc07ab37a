import type { ClientRegistration, Generation } from '@mobilepay-oidc/fixtures'
import type { Parameters } from '../../http/parameters.ts'
import type { Switches } from '../../world/settings.ts'
import { type Ask, firstRefusal, type Refused } from '../refusal.ts'
import { type AuthorizeRequest, readAuthorizeRequest } from './authorize-request.ts'
import { authorizeRules, clientRules } from './table.ts'

/** What the rules need to know of the world. */
export interface AuthorizeContext {
  readonly generation: Generation
  readonly switches: Switches
  findClient(clientId: string): ClientRegistration | undefined
  nonceIsSpent(clientId: string, nonce: string): boolean
}

export type AuthorizeVerdict =
  | { readonly valid: true; readonly request: AuthorizeRequest }
  | { readonly valid: false; readonly refused: Refused }

/** Holds an authorization request against the rule table (facts, 14.2). */
export function validateAuthorizeRequest(
  parameters: Parameters,
  context: AuthorizeContext,
  ask: Ask<{ readonly parameters: Parameters; readonly client?: ClientRegistration }> = firstRefusal,
): AuthorizeVerdict {
  const refusedClient = ask(clientRules, { parameters, findClient: context.findClient })
  if (refusedClient) return { valid: false, refused: refusedClient }
  const client = context.findClient(parameters.get('client_id') ?? '')
  if (!client) throw new TypeError('The client rules let an unknown client through.')
  const input = {
    generation: context.generation,
    switches: context.switches,
    parameters,
    client,
    nonceIsSpent: (nonce: string) => context.nonceIsSpent(client.clientId, nonce),
  }
  const refused = ask(authorizeRules, input)
  if (refused) return { valid: false, refused }
  return { valid: true, request: readAuthorizeRequest(parameters, client, context) }
}
