import type { ClientRegistration, Generation } from '@mobilepay-oidc/fixtures'
import { verifyJwt } from '../../engine/jwt.ts'
import type { SigningKeys } from '../../engine/signing-keys.ts'
import type { Parameters } from '../../http/parameters.ts'
import { isRegistered } from '../../rules/authorize/redirect-uri-unregistered.ts'
import { limits } from '../../rules/limits.ts'
import type { LogoutMessage } from '../../world/world.ts'

export interface EndSessionContext {
  readonly generation: Generation
  readonly keys: SigningKeys
  findClient(clientId: string): ClientRegistration | undefined
  /** Who is signed in, and the clients that have had a code in this session. */
  readonly signedIn: { readonly sub: string; readonly clients: ReadonlySet<string> } | undefined
}

/**
 * Reads an endsession request (fact `end-session`); undefined where there is nothing for the logout page to know: no
 * session with clients and no hint, or an invalid one.
 */
export function readEndSession(parameters: Parameters, context: EndSessionContext): LogoutMessage | undefined {
  const hint = parameters.get('id_token_hint')
  if (hint === undefined) return context.signedIn?.clients.size ? anonymousMessage : undefined
  const client = hintedClient(hint, context)
  if (!client) return undefined
  const uri = returnAddress(parameters, client, context.generation)
  if (uri === 'refused') return undefined
  return { clientId: client.clientId, postLogoutRedirectUri: uri && withState(uri, parameters.get('state')) }
}

const anonymousMessage: LogoutMessage = { clientId: undefined, postLogoutRedirectUri: undefined }

/** A hint counts when it is signed by us, for a known client, and for whoever is signed in; expired ones too. */
function hintedClient(hint: string, { keys, generation, findClient, signedIn }: EndSessionContext) {
  const claims = hint.length < limits.jwt ? verifyJwt(hint, keys, generation) : undefined
  if (!claims || typeof claims.aud !== 'string') return undefined
  if (signedIn && signedIn.sub !== claims.sub) return undefined
  return findClient(claims.aud)
}

/** Generation 2018 refuses an unregistered address, and takes the only registered one where none is named. */
function returnAddress(
  parameters: Parameters,
  { postLogoutRedirectUris: registered }: ClientRegistration,
  generation: Generation,
): string | 'refused' | undefined {
  const uri = parameters.get('post_logout_redirect_uri')
  if (uri === undefined) return generation === '2018' && registered.length === 1 ? registered[0] : undefined
  if (isRegistered(registered, uri)) return uri
  return generation === '2018' ? 'refused' : undefined
}

function withState(uri: string, state: string | undefined): string {
  if (state === undefined) return uri
  return `${uri}${uri.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}`
}
