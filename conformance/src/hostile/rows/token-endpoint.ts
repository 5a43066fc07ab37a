import { accepted, type Expectation, type HostileRow, rejected, unmet } from '../hostile-row.ts'
import { all, claim, type Entry, fromTable, type Table } from './from-table.ts'

const leniency = unmet('A right request is accepted with and without it; the client sends no wrong one.')
const member = (name: string) => rejected('token-response-malformed', { member: name })
const ownLife = accepted('The exp of the access token says how long it lives.')
const forCaches = accepted('The client caches no answers.')
const notJson = rejected('response-unexpected', { reason: 'not JSON' })
const narrowed = accepted('The merchant may grant less; the client says so.', 'scopes-narrowed')
/** The answer of 2018 has no scope. */
const only2024 = (expect: Expectation): Entry => ({ expect, generation: '2024' })
/** Refusals need something to refuse. */
const refusal = (...expected: Parameters<typeof rejected>): Entry => ({
  expect: rejected(...expected),
  wrongSecret: true,
})

const table: Table = {
  'code-reuse-accepted': accepted('The client sends a code once.'),
  ...all(
    'code-of-another-client-accepted, redirect-uri-at-token-missing-accepted, redirect-uri-at-token-ignored',
    leniency,
  ),
  ...all('redirect-uri-at-token-prefix-match, verifier-ignored, verifier-missing-accepted', leniency),
  ...all('verifier-equal-to-challenge-accepted, verifier-length-unchecked, any-secret-accepted', leniency),
  ...all('secret-missing-accepted, client-credentials-unregistered-accepted, token-get-accepted', leniency),
  ...all('token-json-accepted, token-credentials-in-query-accepted', leniency),
  ...all('token-access-token-missing, token-access-token-number, token-access-token-null', member('access_token')),
  ...all(
    'token-access-token-empty, token-access-token-object, token-access-token-with-newline',
    member('access_token'),
  ),
  ...all('token-basic-authentication-refused, token-basic-not-decoded, token-body-authentication-wins', leniency),
  ...all('token-grant-type-missing-accepted, token-grant-type-unknown-accepted', leniency),
  'token-repeated-parameter-last-wins': leniency,
  'token-unknown-parameter-refused': accepted('The client sends none that is unknown.'),
  'code-spent-after-answer': accepted('The client sends a code once.'),
  // MobilePay documents the secret in the body, and the client tries no other way.
  'token-post-authentication-refused': rejected('client-credentials-refused'),
  'token-access-token-duplicated': member('access_token'),
  ...all(
    'token-token-type-missing, token-token-type-mac, token-token-type-dpop, token-token-type-null',
    member('token_type'),
  ),
  'token-token-type-number': member('token_type'),
  'token-token-type-lower-case': accepted('The type is compared without regard to case (RFC 6749 7.1).'),
  ...all('token-expires-in-missing, token-expires-in-string, token-expires-in-fraction', ownLife),
  ...all('token-expires-in-huge, token-expires-in-longer', ownLife),
  'token-expires-in-zero': accepted('The next call asks for a new token.'),
  ...all('token-expires-in-negative, token-expires-in-null, token-expires-in-word', member('expires_in')),
  ...all(
    'token-id-token-missing, token-id-token-number, token-id-token-null, token-id-token-empty',
    member('id_token'),
  ),
  ...all('token-id-token-object, token-id-token-duplicated', member('id_token')),
  // By its typ in 2024, by the iat that it lacks in 2018.
  'token-id-token-is-access-token': rejected(['id-token-malformed', 'id-token-claim-missing'], {
    idToken: 'token-endpoint',
  }),
  'token-access-token-is-id-token': claim('id-token-access-token-hash', 'at_hash'),
  'token-id-token-replayed': { expect: claim('id-token-nonce', 'nonce'), flowsBefore: 1, early: true },
  'token-refresh-token-missing': accepted(
    'offline_access may be left out; the client says what that means.',
    'refresh-token-missing',
  ),
  ...all('token-refresh-token-number, token-refresh-token-null, token-refresh-token-empty', member('refresh_token')),
  'token-refresh-token-uninvited': unmet('The client always asks for offline_access.'),
  ...all('token-scope-narrowed, token-scope-empty', only2024(narrowed)),
  'token-scope-widened': only2024(accepted('Granted is what answer and access token both name.')),
  'token-scope-array': only2024(member('scope')),
  'token-scope-reordered': only2024(accepted('The order of scopes means nothing (RFC 6749 3.3).')),
  'token-scope-missing': only2024(accepted('Then what was asked for was granted (RFC 6749 5.1).')),
  ...all('token-no-store-missing, token-cacheable', forCaches),
  ...all('token-content-type-text, token-content-type-html, token-form-encoded', notJson),
  'token-type-duplicated': accepted('An old sample of MobilePay has it twice.'),
  'token-error-beside-tokens': member('error'),
  'token-status-201': rejected('response-unexpected'),
  'token-empty-object': member('access_token'),
  'token-member-added': accepted('Unknown members are ignored (RFC 6749 5.1).'),
  'token-response-members-set': { expect: member('access_token'), parameters: { set: { access_token: 7 } } },
  'token-error-as-200': refusal('token-response-malformed', { member: 'error' }),
  'token-error-as-500': refusal('service-unavailable', { status: 500 }),
  'token-error-as-401': refusal('client-credentials-refused'),
  ...all('token-error-description-newline, token-error-description-markup', refusal('client-credentials-refused')),
  ...all('token-error-description-number, token-error-uri-script', refusal('client-credentials-refused')),
  'token-error-cacheable': refusal('client-credentials-refused'),
  'token-error-unknown': refusal('token-request-refused'),
  ...all(
    'token-error-upper-case, token-error-missing, token-error-number, token-error-null, token-error-object',
    refusal('response-unexpected'),
  ),
  ...all('token-error-not-json, token-error-empty, token-error-html', refusal('response-unexpected')),
  'token-code-refused': rejected('code-refused', { error: 'invalid_grant' }),
  'token-request-refused': {
    expect: rejected('token-request-refused', { error: 'invalid_request' }),
    parameters: { error: 'invalid_request' },
  },
}

const ofAccessToken = (name: string) => claim('access-token-invalid', name)
const forTheApi = accepted('The client does not need the claim; at_hash binds the token to the login.')
/** The client has no say in what the API refuses; it tells the reason. */
const refusedByApi: Entry = { expect: rejected('api-forbidden', { status: 403 }), requests: { api: 1 } }
const noMerchant: Entry = { expect: rejected('merchant-missing'), requests: { api: 0 } }

const accessToken: Table = {
  'merchant-of-another': rejected('merchant-mismatch'),
  'merchant-missing': noMerchant,
  'merchant-number': ofAccessToken('merchant_id'),
  ...all('vat-missing, client-missing, sub-missing', forTheApi),
  'jti-missing': only2024(forTheApi),
  'claim-added': accepted('Claims that are not understood are ignored.'),
  ...all('iss-wrong, iss-missing', ofAccessToken('iss')),
  ...all('aud-wrong, aud-missing', ofAccessToken('aud')),
  'client-of-another': ofAccessToken('client_id'),
  'sub-of-other-user': ofAccessToken('sub'),
  ...all('scope-narrowed, scope-string, scope-missing', refusedByApi),
  'scope-widened': accepted('Granted is what answer and access token both name.'),
  ...all('expired, exp-missing, exp-string', ofAccessToken('exp')),
  'exp-disagrees': accepted('The earlier of both counts.'),
  'not-yet-valid': ofAccessToken('nbf'),
  'typ-id-token': accepted('It is the typ of 2018.'),
  ...all('alg-none, signed-by-unknown-key, opaque', rejected('access-token-invalid')),
}

/** Redemption of the code, and the access token that it brings. */
export const tokenEndpointRows: readonly HostileRow[] = [
  ...fromTable({ scenario: 'redeem' }, table),
  ...fromTable({ scenario: 'redeem' }, accessToken, { prefix: 'access-token-' }),
]
