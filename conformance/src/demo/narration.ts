import type { Narration } from './step.ts'

/** The steps in the words that the reader gets, in the order in which they are played. */
export const narration = {
  discover: {
    title: 'Discover the provider',
    explanation:
      'The integrator’s back end reads where MobilePay’s endpoints are. The client compares the issuer and every host with what is pinned for the environment, so a forged document can not lead it elsewhere.',
    specification: 'OpenID Connect Discovery 1.0, section 4',
    members: [
      'issuer',
      'authorization_endpoint',
      'token_endpoint',
      'jwks_uri',
      'response_types_supported',
      'response_modes_supported',
      'code_challenge_methods_supported',
    ],
  },
  start: {
    title: 'Start the consent',
    explanation:
      'The merchant presses the integrator’s button. The client makes the address to send the browser to, and three random values to keep for the callback: state, nonce and the code verifier, of which the address carries only a hash. merchant_vat says which merchant is to consent. Nothing is sent yet.',
    specification: 'OpenID Connect Core 1.0, section 3.3.2.1 (hybrid flow); RFC 7636, section 4 (PKCE)',
  },
  authorize: {
    title: 'The merchant logs in and consents',
    explanation:
      'The browser opens that address. A person would now meet the pages for login and consent (npm start shows them); here the mock logs in a seeded user and consents at once. The answer waits in the browser: a code that is good once, and an ID token that vouches for it.',
    specification: 'OpenID Connect Core 1.0, section 3.3.2.5',
  },
  'callback by form_post': {
    title: 'The callback reaches the integrator',
    explanation:
      'The page’s form sends itself to the integrator’s redirect URI. An ID token can be read by anybody, so here it is decoded; what it says counts only after the checks of the next step.',
    specification: 'OAuth 2.0 Form Post Response Mode, section 2',
  },
  'callback by fragment': {
    title: 'The callback reaches the integrator',
    explanation:
      'The browser opens the redirect URI and keeps what stands behind the # to itself, so a script on the integrator’s page has to hand it in. An ID token can be read by anybody, so here it is decoded; what it says counts only after the checks of the next step.',
    specification: 'OAuth 2.0 Multiple Response Type Encoding Practices, section 2.1',
  },
  redeem: {
    title: 'Redeem the code for tokens',
    explanation:
      'The client compares state, nonce and issuer, and checks the ID token’s signature and that its c_hash fits the code. Only then does it send the code, with the verifier and the client secret. The answer’s tokens are verified too: same issuer and user as before, at_hash fits the access token.',
    specification: 'OpenID Connect Core 1.0, sections 3.3.2.8 to 3.3.3.9; RFC 7636, section 4.5',
  },
  refresh: {
    title: 'Refresh the tokens',
    explanation:
      'Access tokens live for five minutes. The refresh token brings new ones without the merchant, for as long as it is used once in thirteen months. This integrator’s are good once: the client stores the successor before it uses anything else of the answer.',
    specification: 'RFC 6749, section 6; OpenID Connect Core 1.0, section 12',
  },
  merchantsMe: {
    title: 'Call the API for the merchant',
    explanation:
      'The first call of every integration: for whom do I act? The access token goes into the Authorization header, beside the pair from the developer portal.',
    specification: 'RFC 6750, section 2.1; MobilePay Invoice API',
  },
} as const satisfies Readonly<Record<string, Narration>>

export type StepName = keyof typeof narration
