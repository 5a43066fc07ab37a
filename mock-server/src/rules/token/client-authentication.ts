import type { ClientRegistration, Generation } from '@mobilepay-oidc/fixtures'
import type { Pairs } from '../../http/form.ts'
import { limits } from '../limits.ts'
import type { Refused } from '../refusal.ts'

export interface Credentials {
  readonly id: string
  readonly secret: string | undefined
}

/** Credentials of a Basic header, undefined where there is none that can be read: then the body counts. */
function readBasic(header: string | undefined): Credentials | undefined {
  const encoded = /^basic (.*)$/i.exec(header ?? '')?.[1]?.trim()
  if (!encoded || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return undefined
  return withinLimits(percentDecode(text.slice(0, colon)), percentDecode(text.slice(colon + 1)))
}

/** Basic values may be percent-encoded (RFC 6749 2.3.1); what cannot be decoded is taken as it stands. */
function percentDecode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', '%20'))
  } catch {
    return value
  }
}

/** The first client_id and client_secret of the body count, in both generations. */
function readPost(form: Pairs): Credentials | undefined {
  const first = (name: string) => form.find(([candidate]) => candidate.toLowerCase() === name)?.[1] ?? ''
  return withinLimits(first('client_id'), first('client_secret'))
}

function withinLimits(id: string, secret: string): Credentials | undefined {
  if (!id.trim() || id.length > limits.clientId || secret.length > limits.clientSecret) return undefined
  return { id, secret: secret.trim() ? secret : undefined }
}

/** Basic wins over the body (fact `basic-wins`). */
export function readCredentials(authorization: string | undefined, form: Pairs): Credentials | undefined {
  return readBasic(authorization) ?? readPost(form)
}

export type Authentication =
  | { readonly authenticated: true; readonly client: ClientRegistration }
  | { readonly authenticated: false; readonly refused: Refused }

/** What a client is asked for, in order. */
export const authenticationFacts: readonly string[] = [
  'client-authentication-malformed',
  'client-authentication-failed',
]

/** Finds out which client asks (facts, 14.4). */
export function authenticateClient(
  credentials: Credentials | undefined,
  generation: Generation,
  findClient: (clientId: string) => ClientRegistration | undefined,
): Authentication {
  if (!credentials) return { authenticated: false, refused: unreadable(generation) }
  const client = findClient(credentials.id)
  if (client?.enabled && client.clientSecret === credentials.secret) return { authenticated: true, client }
  return { authenticated: false, refused: failed }
}

function unreadable(generation: Generation): Refused {
  return {
    rule: 'client-authentication-malformed',
    error: generation === '2018' ? 'invalid_client' : 'invalid_request',
    description: null,
    mend: 'Send client_id and client_secret in the body, URL-encoded, or as HTTP Basic; at most 100 characters each.',
  }
}

const failed: Refused = {
  rule: 'client-authentication-failed',
  error: 'invalid_client',
  description: null,
  mend: 'Check client_id and client_secret: unknown or disabled client, or wrong secret. A secret with + / = must be URL-encoded.',
}
