import type { ErrorEntry } from './error-entry.ts'

const substituted = 'the token was made for somebody or something else and put in here'

/** ID tokens: from the callback, from the token endpoint, from a refresh. The details say which. */
export const idTokenErrors = {
  'id-token-malformed': {
    what: 'the ID token is not a signed token of the expected form',
    causes: ['it is encrypted or cut off', 'a claim has a wrong type or an impossible value', substituted],
    remedy: 'Start the consent anew; if it persists, report it to MobilePay.',
    spec: 'OIDCC section 2; RFC 7519 section 7.2',
  },
  'id-token-claim-missing': {
    what: 'the ID token lacks a claim that the flow requires',
    causes: ['the provider was reconfigured', substituted],
    remedy: 'Start the consent anew; if it persists, report it to MobilePay.',
    spec: 'OIDCC sections 2 and 3.3.2.11',
  },
  'id-token-algorithm': {
    what: 'the ID token is not signed by RS256',
    causes: ['a forged token (alg none, or HMAC with a public key)'],
    remedy: 'Do not accept it; start the consent anew.',
    spec: 'OIDCC section 3.1.3.7 (7); RFC 8725 section 3.1',
  },
  'id-token-signature': {
    what: 'the signature of the ID token does not fit its contents',
    causes: ['a forged or altered token'],
    remedy: 'Do not accept it; start the consent anew.',
    spec: 'OIDCC sections 3.1.3.7 (6) and 3.3.2.12',
  },
  'signing-key-unknown': {
    what: 'a token is signed by a key that MobilePay does not publish',
    causes: ['a forged token', 'keys of another environment', 'a key change within the last minute'],
    remedy: 'Check that the environment is right; start the consent anew.',
    spec: 'OIDCC section 10.1.1; RFC 7515 appendix D',
  },
  'id-token-issuer': {
    what: 'the ID token was issued by another issuer',
    causes: ['another environment or provider', substituted],
    remedy: 'Do not accept it; check the environment.',
    spec: 'OIDCC section 3.1.3.7 (2)',
  },
  'id-token-audience': {
    what: 'the ID token is not for this client alone',
    causes: ['a token of another client', 'a wrong client id'],
    remedy: 'Do not accept it; check the client id.',
    spec: 'OIDCC section 3.1.3.7 (3 to 5)',
  },
  'id-token-time': {
    what: 'the ID token is expired, not valid yet, or issued at an impossible time',
    causes: ['the clock of this machine is wrong', 'the callback was held back', 'an old token was repeated'],
    remedy: 'Synchronize the clock (NTP), then start the consent anew.',
    spec: 'OIDCC section 3.1.3.7 (9, 10); RFC 7519 sections 4.1.4 to 4.1.6',
  },
  'id-token-nonce': {
    what: 'the nonce of the ID token is not the one that was sent',
    causes: ['the token of another session was put in', 'two consents in one browser'],
    remedy: 'Do not accept it; start the consent anew.',
    spec: 'OIDCC section 3.1.3.7 (11)',
  },
  'id-token-code-hash': {
    what: 'the ID token of the callback does not belong to the code beside it',
    causes: ['the code was exchanged for another one (code injection)'],
    remedy: 'Do not redeem the code; start the consent anew.',
    spec: 'OIDCC section 3.3.2.10',
  },
  'id-token-access-token-hash': {
    what: 'the ID token does not belong to the access token beside it',
    causes: ['the access token was exchanged for another one'],
    remedy: 'Do not use the token; start the consent anew.',
    spec: 'OIDCC sections 3.1.3.8 and 3.3.3.9',
  },
  'id-tokens-differ': {
    what: 'the ID token of the token endpoint is not about the same login as the one before',
    causes: [substituted, 'a fault at the provider'],
    remedy: 'Do not use the tokens; start the consent anew.',
    spec: 'OIDCC sections 3.3.3.6 and 12.2',
  },
} as const satisfies Record<string, ErrorEntry>
