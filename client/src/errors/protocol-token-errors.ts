import type { ErrorEntry } from './error-entry.ts'

/** The token endpoint, access tokens, refresh and the API. */
export const tokenErrors = {
  'response-unexpected': {
    what: 'the answer is not what the protocol promises',
    causes: ['a proxy or an error page answered', 'it is not JSON, is too large, or has an unexpected status'],
    remedy: 'Look at what the address in the details answers from this machine.',
    spec: 'RFC 6749 section 5.1; RFC 7517 section 5',
  },
  'redirect-refused': {
    what: 'the answer is a redirect, which is never followed with credentials',
    causes: ['a captive portal or a proxy', 'an address that has moved'],
    remedy: 'Use the address that the redirect leads to only if it is documented by MobilePay.',
    spec: 'RFC 9700 section 4.11; RFC 6750 section 5.3',
  },
  'code-refused': {
    what: 'MobilePay does not accept the code',
    causes: [
      'it is over five minutes old',
      'it was redeemed before: two handlers, two processes, or a repeated callback',
      'the redirect URI is not, to the letter, the one that the consent was started with',
      'the code verifier is not that of the consent',
    ],
    remedy: 'Start the consent anew, and complete it once, at once.',
    spec: 'RFC 6749 section 5.2; MobilePay, invalid_grant',
  },
  'token-request-refused': {
    what: 'MobilePay refused the token request',
    causes: [
      'invalid_request: a proxy changed the form, or client id and secret were not sent',
      'unsupported_grant_type: the token endpoint of another service was configured',
      'another error in the details: MobilePay documents invalid_client, unauthorized_client, invalid_grant and invalid_scope only',
    ],
    remedy: 'Start the consent anew; if it persists, ask MobilePay with the time of the attempt.',
    spec: 'RFC 6749 section 5.2',
  },
  'token-response-malformed': {
    what: 'the answer of the token endpoint lacks a member or has one of a wrong type',
    causes: ['an error body with status 200', 'the provider was reconfigured'],
    remedy: 'Start the consent anew; if it persists, report it to MobilePay.',
    spec: 'RFC 6749 section 5.1; OIDCC section 3.1.3.3',
  },
  'access-token-invalid': {
    what: 'the access token is not one that MobilePay issued to this client for its API',
    causes: ['a forged or exchanged token', 'a token for another API or client', 'the clock of this machine is wrong'],
    remedy: 'Do not use the token; start the consent anew.',
    spec: 'RFC 9068 section 4; MobilePay, access token',
  },
  'merchant-mismatch': {
    what: 'the token is for another merchant than the consent or the connection',
    causes: ['a fault at the provider', 'the tokens of two merchants were mixed up'],
    remedy: 'Do not use the token; start the consent anew for the right merchant.',
    spec: 'MobilePay, merchant_vat: tokens are valid for one merchant only',
  },
  'merchant-missing': {
    what: 'the connection has no merchant, so the API would answer 403',
    causes: ['merchant_vat was not sent', 'the user at MobilePay has no merchant'],
    remedy: 'Start the consent with merchantVat; look at merchantId before calling merchant().',
    spec: 'MobilePay, merchant_vat and merchant_id',
  },
  'connection-needs-consent': {
    what: 'the merchant has to consent again',
    causes: [
      'refused-by-provider: the merchant withdrew the consent, the scopes of the client were changed, or a copy of the one-time refresh token was used elsewhere',
      'refresh-interrupted: a refresh was broken off, by a crash or a lost answer, after MobilePay had spent the one-time refresh token',
      'refresh-token-expired: the refresh token was not used for 13 months',
      'refresh-token-missing: offline access was not granted, and the access token has expired',
    ],
    remedy: 'Send the merchant through startConsent again. The reason is in the details.',
    spec: 'RFC 6749 section 5.2; MobilePay, refresh tokens',
  },
  'revocation-unsupported': {
    what: 'MobilePay’s discovery document names no address for revocation',
    causes: ['the provider was reconfigured', 'a custom environment without revocation'],
    remedy: 'Ask the merchant to withdraw the consent at MobilePay, or delete the connection from the store.',
    spec: 'RFC 7009 section 2; RFC 8414 section 2',
  },
  'api-unauthorized': {
    what: 'the API answers 401 with a fresh access token too',
    causes: [
      'the x-ibm-client-id and x-ibm-client-secret headers are missing or wrong',
      'the merchant withdrew the consent',
      'the scopes of the client were changed since the consent',
      'the API keeps other keys or another stage than the token endpoint: sandbox and production are mixed up',
    ],
    remedy: 'Check apiCredentials; otherwise send the merchant through startConsent again.',
    spec: 'RFC 6750 section 3.1; MobilePay, 401',
  },
  'api-scope-insufficient': {
    what: 'the API answers 403 because the token lacks a scope',
    causes: [
      'the scope was not asked for in startConsent',
      'the merchant unticked the product on the consent page',
      'the merchant has not ordered the product at MobilePay',
    ],
    remedy: 'Compare connection.scopes with what the API needs, and start a consent that asks for it.',
    spec: 'RFC 6750 section 3.1; MobilePay, scopes',
  },
  'api-forbidden': {
    what: 'the API answers 403, and does not say why',
    causes: [
      'the token lacks the scope of the product (invoice, for the Invoice API)',
      'the consent was given without a merchant (merchant_vat was not sent)',
      'the merchant has not ordered the product at MobilePay',
    ],
    remedy: 'Look at connection.scopes and connection.merchantId; ask MobilePay with the correlationId of the details.',
    spec: 'MobilePay, 403; RFC 9110 section 15.5.4',
  },
  'api-answer-unexpected': {
    what: 'the API answers something else than its documentation says',
    causes: [
      'the merchant is not known to the API (404, 409)',
      'a proxy or an error page answered',
      'the API has changed',
    ],
    remedy: 'Look at the status in the details; ask MobilePay with the correlationId.',
    spec: 'MobilePay, Invoice API, merchants/me',
  },
} as const satisfies Record<string, ErrorEntry>
