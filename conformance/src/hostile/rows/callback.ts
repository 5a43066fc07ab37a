import { accepted, type HostileRow, rejected, unmet } from '../hostile-row.ts'
import { all, fromTable, type Table } from './from-table.ts'

const parameter = (kind: 'missing' | 'repeated', name: string) =>
  rejected(`callback-parameter-${kind}`, { parameter: name })
/** Cookies bind a consent to its state, so one that nobody sent finds no consent at all. */
const otherState = rejected(['consent-unknown', 'state-mismatch'])
const inQuery = rejected('callback-parameter-unexpected', { parameter: 'code', place: 'query' })
const refusal = (error: string) => rejected('authorization-refused', { error })
const ofThePage = accepted('It is a matter between the provider and the browser: the form that arrives is right.')
const ofTheCode = accepted('To a client a code is opaque.')

const consent: Table = {
  'callback-state-missing': parameter('missing', 'state'),
  ...all('callback-state-wrong, callback-state-lower-cased', otherState),
  'callback-state-of-other-session': { expect: otherState, flowsBefore: 1 },
  'callback-state-truncated': unmet('The state that the client makes has 43 characters.'),
  'callback-state-plus-decoded': unmet('The state that the client makes is base64url.'),
  'callback-state-invented': unmet('The client always sends a state.'),
  'callback-state-duplicated': parameter('repeated', 'state'),
  ...all('callback-code-missing, callback-code-empty', parameter('missing', 'code')),
  'callback-code-duplicated': parameter('repeated', 'code'),
  'callback-code-swapped': rejected('id-token-code-hash', { claim: 'c_hash' }),
  ...all('callback-id-token-missing, callback-id-token-empty', parameter('missing', 'id_token')),
  'callback-id-token-duplicated': parameter('repeated', 'id_token'),
  'callback-error-beside-code': rejected('access-denied', { error: 'access_denied' }),
  'callback-access-token-injected': rejected('callback-parameter-unexpected', { parameter: 'access_token' }),
  'callback-iss-wrong': rejected('callback-issuer-mismatch'),
  'callback-iss-duplicated': parameter('repeated', 'iss'),
  'callback-nul-in-code': rejected('callback-unreadable'),
  'callback-oversized': rejected('callback-unreadable', { reason: 'too large' }),
  'callback-fields-set': { expect: parameter('missing', 'id_token'), parameters: { fields: { id_token: null } } },
  'callback-vat-leaked': accepted('Parameters that are not understood are ignored (RFC 6749 4.1.2).'),
  'callback-error-access-denied': rejected('access-denied', { error: 'access_denied' }),
  'callback-error-login-required': rejected('interaction-required', { error: 'login_required' }),
  'callback-error-consent-required': rejected('interaction-required', { error: 'consent_required' }),
  'callback-error-server-error': refusal('server_error'),
  'callback-error-temporarily-unavailable': refusal('temporarily_unavailable'),
  'callback-error-invalid-scope': refusal('invalid_scope'),
  ...all('form-post-by-get, form-post-code-in-url, callback-in-query', inQuery),
  ...all('form-post-multipart, form-post-text-plain', rejected('callback-content-type')),
  'callback-fragment-for-form-post': rejected('callback-method', { expected: 'POST' }),
  ...all('form-post-unescaped, form-post-cacheable, form-post-without-policy, form-post-not-submitted', ofThePage),
  ...all('form-post-without-button, form-post-visible-inputs', ofThePage),
  'form-post-action-without-query': unmet('The registered redirect URI has no query.'),
  'callback-redirect-307': unmet('It acts after a page was posted, and nobody posts one where consent is automatic.'),
  ...all('code-short, code-sequential, code-repeated, code-illegal-characters, code-never-expires', ofTheCode),
  'code-expires-at-once': { expect: rejected('code-refused', { error: 'invalid_grant' }), requests: { token: 1 } },
}

/** Of somebody who has seen it, or of a browser that sends its form once more. */
const again: HostileRow = {
  fault: 'callback-replayed',
  ids: ['MR-050'],
  scenario: 'consent',
  isReplayed: true,
  expect: rejected('state-already-used'),
}

const denied: Table = {
  'error-state-missing': parameter('missing', 'state'),
  'error-state-wrong': otherState,
  ...all('error-description-script, error-with-code', rejected('access-denied', { error: 'access_denied' })),
  'error-code-illegal': rejected('authorization-refused', { error: 'not a registered name' }),
  'error-code-unregistered': rejected('authorization-refused', { error: 'computer_says_no' }),
  'error-in-query': rejected('callback-parameter-unexpected', { parameter: 'error', place: 'query' }),
}

/** The answer to the authorization request, with a code and with an error. */
export const callbackRows: readonly HostileRow[] = [
  ...fromTable({ scenario: 'consent' }, consent),
  again,
  ...fromTable({ scenario: 'denied' }, denied),
]

/** Faults that end the flow at the provider: nothing reaches a client that could do anything about it. */
export const nothingArrives: Readonly<Record<string, string>> = {
  'error-not-sent': 'The error stays on a page of the provider.',
}
