import { accepted, type HostileRow, rejected } from '../hostile-row.ts'
import { all, fromTable, type Table } from './from-table.ts'

const member = (name: string) => rejected('discovery-invalid', { member: name })
const issuer = rejected('discovery-issuer-mismatch')
const notNeeded = accepted('The client does not need it, and says so where somebody asks for it.')
const notDecisive = accepted('A list that is too short binds nobody: the endpoint itself decides.')

const endpoint = (name: string): Table => {
  const prefix = name.replaceAll('_', '-')
  const ways = ['missing', 'relative', 'with-fragment', 'file', 'number', 'null', 'empty', 'array', 'elsewhere']
  return Object.fromEntries(ways.map((way) => [`${prefix}-${way}`, member(name)]))
}

const table: Table = {
  ...all('issuer-trailing-slash, issuer-of-other-environment, issuer-http, issuer-mismatch', issuer),
  ...all('issuer-with-query, issuer-empty', issuer),
  ...all('issuer-missing, issuer-null, issuer-number, issuer-array, issuer-duplicated, empty', member('issuer')),
  ...endpoint('authorization_endpoint'),
  ...endpoint('token_endpoint'),
  ...endpoint('jwks_uri'),
  // On the mock's addresses both stages are one host, so it is the token endpoint of the other stage that refuses.
  'host-of-other-stage': { expect: rejected('code-refused'), requests: { token: 1 } },
  ...all('end-session-endpoint-missing, revocation-endpoint-missing, introspection-endpoint-missing', notNeeded),
  'revocation-endpoint-elsewhere': rejected('discovery-host-not-pinned', { member: 'revocation_endpoint' }),
  'end-session-endpoint-elsewhere': rejected('discovery-host-not-pinned', { member: 'end_session_endpoint' }),
  ...all('hybrid-not-supported, form-post-not-supported, response-modes-supported-missing', notDecisive),
  ...all('subject-types-unknown, openid-not-supported, refresh-token-not-supported', notDecisive),
  ...all('client-secret-post-not-supported, token-endpoint-auth-methods-supported-missing', notDecisive),
  ...all('s256-not-supported, code-challenge-methods-supported-missing', accepted('S256 is sent all the same.')),
  ...all('alg-none-offered, alg-hs256-only', accepted('RS256 alone is taken, whatever the document offers.')),
  'response-types-supported-missing': member('response_types_supported'),
  'subject-types-supported-missing': member('subject_types_supported'),
  'id-token-signing-alg-values-supported-missing': member('id_token_signing_alg_values_supported'),
  'scopes-string': member('scopes_supported'),
  ...all('response-types-string, response-types-empty', member('response_types_supported')),
  'iss-parameter-string': {
    expect: member('authorization_response_iss_parameter_supported'),
    // The document of 2018 has no such member.
    generation: '2024',
  },
  'content-type-html': rejected('response-unexpected', { reason: 'not JSON' }),
  'alternates-between-nodes': accepted('The client reads the document once an hour.'),
  'member-added': accepted('Unknown members are ignored (RFC 8414 2).'),
  reordered: accepted('The order of members means nothing (RFC 8259 1).'),
  'members-set': { expect: member('jwks_uri'), parameters: { set: { jwks_uri: 'nowhere' } } },
}

/** The discovery document. */
export const discoveryRows: readonly HostileRow[] = fromTable({ scenario: 'discover' }, table, { prefix: 'discovery-' })
