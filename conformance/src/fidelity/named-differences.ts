import type { Generation } from '@mobilepay-oidc/fixtures'
import type { Json } from './recording.ts'
import { agrees, type Row } from './row.ts'

/** Where the mock differs from a recording on purpose: the fact that says so, and exactly what it says instead. */
export interface NamedDifference {
  readonly fact: string
  readonly why: string
  readonly generation?: Generation
  covers(row: Row): boolean
}

const member = (value: Json, name: string): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? ((value as { readonly [member: string]: Json })[name] ?? null)
    : null

const isAuthorize = ({ family }: Row) => family.startsWith('authorize')
const asksForConsent = (answer: Json) =>
  member(answer, 'kind') === 'consent' || member(answer, 'error') === 'consent_required'
const isCode = (answer: Json) => member(answer, 'kind') === 'callback' && member(answer, 'error') === null

/** A member of MobilePay's document whose value differs from IdentityServer's default. */
function ownMetadata(fact: string, metadata: string, own: readonly string[]): NamedDifference {
  return {
    fact,
    why: `MobilePay's captured document has its own ${metadata}`,
    covers: ({ family, name, actual }) =>
      family === 'documents' && name === `discovery: ${metadata}` && JSON.stringify(own) === JSON.stringify(actual),
  }
}

const ownScopes = ['openid', 'invoice', 'subscriptions', 'transactionreporting', 'merchantpayments', 'webhooks']
const ownGrantTypes = ['authorization_code', 'client_credentials', 'refresh_token', 'hybrid']

/** The same answer, `scope` taken out of every token response in it. */
function withoutTokenScope(answer: Json): Json {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer
  const members = Object.entries(answer as { readonly [member: string]: Json })
  const isTokenResponse =
    members.some(([name]) => name === 'id_token') && members.some(([name]) => name === 'access_token')
  const kept = members.filter(([name]) => !(isTokenResponse && name === 'scope'))
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutTokenScope(value)]))
}

export const namedDifferences: readonly NamedDifference[] = [
  {
    fact: 'standing-grant-skips-consent',
    why: "MobilePay's documents: a standing grant skips the consent page, also with offline_access",
    covers: (row) =>
      (isAuthorize(row) && asksForConsent(row.expected) && isCode(row.actual)) ||
      (row.name === 'prompt=none: granted, offline_access too' && row.actual === 'code'),
  },
  ownMetadata('discovery-scopes-supported', 'scopes_supported', ownScopes),
  ownMetadata('discovery-grant-types', 'grant_types_supported', ownGrantTypes),
  ownMetadata('discovery-fragment-not-listed', 'response_modes_supported', ['query', 'form_post']),
  {
    fact: 'token-response-no-scope-2018',
    why: "MobilePay's samples of 2018 have no scope in the token response, IdentityServer4 2.5.4 wrote one",
    generation: '2018',
    covers: ({ expected, actual }) => agrees(withoutTokenScope(expected), actual) && !agrees(expected, actual),
  },
  {
    fact: 'endpoints-switched-off',
    why: 'IdentityServer4 2.5.4 could not switch its device authorization endpoint off; MobilePay has none',
    generation: '2018',
    covers: ({ name, actual }) => name === 'deviceAuthorization GET' && member(actual, 'status') === 404,
  },
  {
    fact: 'max-age-zero',
    why: 'the recording was made in the second of the login, in which max_age=0 is still met',
    generation: '2018',
    covers: ({ name, expected, actual }) =>
      name.startsWith('max_age 0') && member(expected, 'kind') === 'consent' && member(actual, 'kind') === 'login',
  },
]

/** The fact by which a difference is on purpose. */
export function factOf(row: Row, generation: Generation): NamedDifference | undefined {
  return namedDifferences.find((named) => (named.generation ?? generation) === generation && named.covers(row))
}
