import type { Generation } from '@mobilepay-oidc/fixtures'
import type { AutomaticLogin } from './target.ts'

/** A value that may be kept out of the file: `{ "env": "NAME" }` names the environment variable that has it. */
export type Secret = string | { readonly env: string }

/** How a client authenticates at the token endpoint (RFC 6749 2.3.1). */
type Authentication = NonNullable<AutomaticLogin['authentication']>

/** A second client, as a subject file writes it: what it may not do with what is the first one's is tried. */
export interface WrittenClient {
  readonly clientId: string
  readonly clientSecret: Secret
  readonly redirectUri: string
  readonly authentication?: Authentication
}

/** A client and a user whose pages the suite fills in, as a subject file writes them. */
export interface WrittenLogin {
  readonly clientId: string
  readonly clientSecret: Secret
  readonly redirectUri: string
  readonly moreRedirectUris?: readonly string[]
  /** By default `client_secret_post`. */
  readonly authentication?: Authentication
  readonly username?: Secret
  readonly password?: Secret
  /** Null where the provider knows no merchants. */
  readonly merchantVat?: string | null
  readonly scopes?: readonly string[]
  /** Sent with every authorization request besides, or instead of, the usual parameters. */
  readonly parameters?: Readonly<Record<string, string>>
}

/** What another vendor's provider needs, or does differently. */
export interface WrittenSubject {
  readonly discoveryUrl?: string
  readonly name?: string
  readonly generation?: Generation
  readonly login?: WrittenLogin
  readonly other?: WrittenClient
  readonly api?: { readonly url: string }
}

/** The same with its secrets read. */
export interface ReadSubject {
  readonly discoveryUrl?: string
  readonly name?: string
  readonly generation?: Generation
  readonly login?: AutomaticLogin
  readonly other?: AutomaticLogin
  readonly apiUrl?: string
}

const text = { type: 'string', minLength: 1 } as const
const secret = {
  type: ['string', 'object'],
  minLength: 1,
  required: ['env'],
  additionalProperties: false,
  properties: { env: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' } },
} as const

const authentication = { enum: ['client_secret_post', 'client_secret_basic'] } as const

/** JSON Schema (2020-12) of a subject file. */
export const subjectSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: text,
    discoveryUrl: { type: 'string', pattern: '^https?://' },
    name: text,
    generation: { enum: ['2018', '2024'] },
    login: {
      type: 'object',
      additionalProperties: false,
      required: ['clientId', 'clientSecret', 'redirectUri'],
      properties: {
        clientId: text,
        clientSecret: secret,
        redirectUri: text,
        moreRedirectUris: { type: 'array', items: text },
        authentication,
        username: secret,
        password: secret,
        merchantVat: { type: ['string', 'null'] },
        scopes: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^[!#-\\[\\]-~]+$' } },
        parameters: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
    other: {
      type: 'object',
      additionalProperties: false,
      required: ['clientId', 'clientSecret', 'redirectUri'],
      properties: { clientId: text, clientSecret: secret, redirectUri: text, authentication },
    },
    api: {
      type: 'object',
      additionalProperties: false,
      required: ['url'],
      properties: { url: { type: 'string', pattern: '^https?://' } },
    },
  },
} as const

const usualScopes = ['openid', 'invoice', 'offline_access']

/**
 * What a file says, with its secrets.
 * @param secretOf reads a secret; throws where it is not there
 */
export function readSubject(
  { discoveryUrl, name, generation, login, other, api }: WrittenSubject,
  secretOf: (secret: Secret, place: string) => string,
): ReadSubject {
  return {
    ...(discoveryUrl !== undefined && { discoveryUrl }),
    ...(name !== undefined && { name }),
    ...(generation !== undefined && { generation }),
    ...(login && { login: readLogin(login, secretOf) }),
    ...(other && { other: readOther(other, secretOf) }),
    ...(api && { apiUrl: api.url }),
  }
}

/** It redeems and refreshes; nobody logs in for it. */
function readOther(
  { clientId, clientSecret, redirectUri, authentication }: WrittenClient,
  secretOf: (secret: Secret, place: string) => string,
): AutomaticLogin {
  return {
    clientId,
    clientSecret: secretOf(clientSecret, 'other.clientSecret'),
    redirectUri,
    ...(authentication && { authentication }),
    loginHint: '',
    merchantVat: undefined,
    scopes: usualScopes,
  }
}

function readLogin(
  {
    clientId,
    clientSecret,
    redirectUri,
    moreRedirectUris,
    authentication,
    username,
    password,
    merchantVat,
    scopes,
    parameters,
  }: WrittenLogin,
  secretOf: (secret: Secret, place: string) => string,
): AutomaticLogin {
  return {
    clientId,
    clientSecret: secretOf(clientSecret, 'login.clientSecret'),
    redirectUri,
    ...(moreRedirectUris && { moreRedirectUris }),
    ...(authentication && { authentication }),
    loginHint: username === undefined ? '' : secretOf(username, 'login.username'),
    ...(password !== undefined && {
      password: secretOf(password, 'login.password'),
      givenAs: 'login.username, login.password',
    }),
    merchantVat: merchantVat ?? undefined,
    scopes: scopes ?? usualScopes,
    ...(parameters && { parameters }),
  }
}
