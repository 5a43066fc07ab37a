import type { ErrorEntry } from './error-entry.ts'

/** Mistakes in how the integrator set things up or called the client; repeating the call does not help. */
export const configurationErrors = {
  'option-invalid': {
    what: 'an option of the client is missing or malformed',
    causes: ['a value was not configured', 'an environment variable is empty'],
    remedy: 'Correct the option named in the details.',
    spec: 'MobilePayClientOptions',
  },
  'environment-unknown': {
    what: 'the environment is not one that the client knows',
    causes: ['a misspelled name', 'the name of a stage without its country'],
    remedy: 'Use sandbox-dk, sandbox-fi, production-dk or production-fi, or describe a custom environment.',
    spec: 'MobilePay, OpenID configuration endpoints',
  },
  'address-refused': {
    what: 'an address is not https, carries credentials, or is http without allowHttpOnLoopback',
    causes: ['a mock or a staging environment over http without the explicit option', 'http to another machine'],
    remedy:
      'Use https. Only a custom environment with allowHttpOnLoopback may use http, and only to 127.0.0.0/8, ::1 or localhost.',
    spec: 'RFC 9700 section 2.6; RFC 6750 section 5.2',
  },
  'redirect-uri-invalid': {
    what: 'the redirect URI can not be used',
    causes: ['it is not absolute', 'it has a fragment', 'it is http and not on the own machine', 'over 400 characters'],
    remedy: 'Use the redirect URI to the letter as MobilePay has registered it: https, or http on 127.0.0.1.',
    spec: 'RFC 6749 section 3.1.2; MobilePay, redirect URI',
  },
  'merchant-vat-format': {
    what: 'the merchant VAT number is not DK or FI followed by eight digits',
    causes: ['a dash or a space in the number', 'the country code is missing or in lower case'],
    remedy: 'Send it as in DK12345674 or FI99000114.',
    spec: 'MobilePay, merchant_vat',
  },
  'merchant-vat-check-digit': {
    what: 'the check digit of the merchant VAT number is wrong',
    causes: ['a typing error in the number'],
    remedy: 'Correct the number, or leave strictMerchantVat off to be warned only.',
    spec: 'CVR and Y-tunnus, modulus 11',
  },
  'scope-unknown': {
    what: 'a requested scope is not one of MobilePay’s product scopes',
    causes: ['a misspelled scope', 'no product scope at all'],
    remedy:
      'Ask for one or more of invoice, subscriptions, transactionreporting, merchantpayments, webhooks; openid and offline_access are added.',
    spec: 'MobilePay, scopes; OIDCC section 3.1.2.1',
  },
  'consent-not-remembered': {
    what: 'what was remembered of the consent can not be read',
    causes: ['the stored value was truncated or altered', 'another object was passed to completeConsent'],
    remedy: 'Keep the whole result of startConsent (JSON is fine) with the browser session and pass it unchanged.',
    spec: 'OIDCC section 3.1.2.1; RFC 7636 section 4.1',
  },
  'consent-of-another-client': {
    what: 'the consent was started by another client or in another environment',
    causes: ['sandbox and production share a session store', 'the Danish and the Finnish callback are mixed up'],
    remedy: 'Complete a consent with a client of the same environment, client id and redirect URI.',
    spec: 'RFC 9700 section 4.4',
  },
  'consent-too-large': {
    what: 'what is to be remembered of the consent does not fit into a cookie',
    causes: ['appState or returnTo is long'],
    remedy: 'Remember consents in a store, or keep less in appState: browsers drop cookies over 4,096 bytes.',
    spec: 'RFC 6265 section 6.1',
  },
  'return-to-refused': {
    what: 'the address to go to after the consent is not an allowed path of this site',
    causes: ['somebody tried to lead the merchant to another site', 'the path is not in the list of allowed ones'],
    remedy: 'Pass a path of the own site, such as /settings, and list it in allowReturnTo.',
    spec: 'RFC 9700 section 4.11.1',
  },
  'connection-of-another-client': {
    what: 'the stored connection belongs to another client or environment',
    causes: ['sandbox and production share a connection store'],
    remedy: 'Give every environment and client its own store.',
    spec: 'RFC 9700 section 2.3',
  },
  'connection-unknown': {
    what: 'the store holds no connection for this merchant',
    causes: ['the merchant has not consented yet', 'the store was emptied, or another one is in use'],
    remedy: 'Send the merchant through startConsent and completeConsent first.',
    spec: 'design: one token set per merchant',
  },
  'client-credentials-refused': {
    what: 'MobilePay does not accept the client id and secret',
    causes: [
      'the x-ibm-client-id pair of the developer portal was used in place of the pair from the zip file',
      'sandbox credentials in production, or the reverse',
      'the secret was changed or cut off',
    ],
    remedy:
      'Use the client id and secret that MobilePay sent in the password-protected zip file, for this environment.',
    spec: 'RFC 6749 section 5.2; MobilePay, invalid_client',
  },
  'client-not-allowed': {
    what: 'MobilePay does not let this client use the grant, scope or redirect URI',
    causes: [
      'the redirect URI is not the registered one, or was left out of the token request',
      'the client is registered for another flow than the hybrid one',
      'the product of a scope is not enabled for this client',
    ],
    remedy: 'Ask MobilePay which redirect URIs, flows and scopes are registered for the client id.',
    spec: 'RFC 6749 section 5.2; MobilePay, unauthorized_client and invalid_scope',
  },
  'api-address-refused': {
    what: 'the address is not below the API address of the environment',
    causes: [
      'a full URL to another host',
      'a path that does not begin with one slash',
      'a path that climbs out of it with .. segments',
    ],
    remedy: 'Pass a path such as /invoice-restapi/api/v1/merchants/me.',
    spec: 'RFC 6750 section 5.3; RFC 9700 section 4.9.1',
  },
} as const satisfies Record<string, ErrorEntry>
