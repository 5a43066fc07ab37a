import type { ErrorEntry } from './error-entry.ts'

const forged = 'somebody forged or repeated the callback'

/** Discovery, and the callback before any token is looked at. */
export const authorizationErrors = {
  'discovery-invalid': {
    what: 'the discovery document is not a usable provider document',
    causes: ['a proxy or a maintenance page answered instead of MobilePay', 'the discovery URL is wrong'],
    remedy: 'Open the discovery URL from this machine and look at what comes back.',
    spec: 'OIDC Discovery sections 3 and 4.2',
  },
  'discovery-issuer-mismatch': {
    what: 'the discovery document names another issuer than the one pinned for the environment',
    causes: ['the document of another provider was served', 'a custom environment with a wrong issuer'],
    remedy: 'Do not go on. In a custom environment, set issuer to the provider’s own value.',
    spec: 'OIDC Discovery section 4.3; RFC 9700 section 4.4',
  },
  'discovery-host-not-pinned': {
    what: 'the discovery document sends an endpoint to a host that is not pinned for the environment',
    causes: ['the document was tampered with', 'a custom environment whose endpoints are on further hosts'],
    remedy: 'Do not go on. In a custom environment, list the further hosts in hosts.',
    spec: 'RFC 9700 section 4.4; OIDC Discovery section 3',
  },
  'callback-method': {
    what: 'the callback came by another method or in another place than the response mode says',
    causes: [
      'form_post arrives as POST, fragment as a GET URL with a fragment',
      'the wrong route handles the callback',
    ],
    remedy:
      'Route POST at the redirect URI to the callback. For fragment answer GET there with relayPage(), which posts the fragment; or pass a URL with the fragment.',
    spec: 'OAuth 2.0 Form Post Response Mode section 2; OIDCC section 3.3.2.5',
  },
  'callback-content-type': {
    what: 'the callback is not application/x-www-form-urlencoded in UTF-8, uncompressed',
    causes: [
      'a gateway or a serverless adapter has made JSON or multipart of it, or has compressed it',
      'a page of one’s own posts the fragment as JSON',
      forged,
    ],
    remedy:
      'Let the form through as the browser has sent it. Where that can not be, give completeConsent the parsed parameters (an object, URLSearchParams or FormData) or the raw body instead of the request.',
    spec: 'OAuth 2.0 Form Post Response Mode section 2',
  },
  'callback-unreadable': {
    what: 'the body of the callback can not be read, or is too large',
    causes: ['the body was already consumed by middleware', 'over 64 KiB, which no genuine answer is'],
    remedy:
      'Read the callback once. Where a framework has read it before, pass the raw body or what its parser has made of it (request.body).',
    spec: 'OAuth 2.0 Form Post Response Mode section 2',
  },
  'callback-parameter-repeated': {
    what: 'a parameter of the callback occurs more than once',
    causes: [forged, 'a gateway that duplicates fields'],
    remedy: 'Start the consent anew.',
    spec: 'RFC 6749 section 3.1',
  },
  'callback-parameter-missing': {
    what: 'the callback lacks code, id_token or state',
    causes: ['the page was opened without coming from MobilePay', 'another response type was asked for'],
    remedy: 'Start the consent anew.',
    spec: 'OIDCC section 3.3.2.5',
  },
  'callback-parameter-unexpected': {
    what: 'the callback carries a parameter that this flow never delivers',
    causes: ['an access token was injected into the front channel', 'code or id_token was put into the query'],
    remedy: 'Do not use anything of this callback; start the consent anew.',
    spec: 'OIDCC section 3.3.2.5; RFC 9700 section 4.6',
  },
  'consent-unknown': {
    what: 'no consent that is under way in this browser fits the callback',
    causes: [
      'the merchant reloaded the callback page after it was answered, or waited too long',
      'the cookie did not come along: it was blocked, or the consent was started in another browser',
      forged,
    ],
    remedy: 'Start the consent anew, in the browser that is to come back.',
    spec: 'RFC 6749 section 10.12; RFC 9700 section 4.7',
  },
  'state-mismatch': {
    what: 'the state of the callback is not the one that was remembered',
    causes: ['the browser session changed between start and callback', 'two consents in one browser', forged],
    remedy: 'Start the consent anew; keep what startConsent returned with the browser session.',
    spec: 'RFC 6749 section 10.12; RFC 9700 section 4.7',
  },
  'state-already-used': {
    what: 'this consent was completed, or answered, before',
    causes: ['the merchant reloaded the callback page', forged],
    remedy: 'Show the merchant the result of the first callback, or start the consent anew.',
    spec: 'RFC 6749 section 10.12; RFC 9700 section 4.7.1',
  },
  'consent-expired': {
    what: 'the merchant took longer than the consent was remembered for',
    causes: ['the login page stood open for too long', 'the clock of this machine is wrong'],
    remedy: 'Start the consent anew.',
    spec: 'RFC 6749 section 10.12',
  },
  'callback-issuer-mismatch': {
    what: 'the iss parameter of the callback names another issuer',
    causes: ['an answer of another provider (mix-up)', forged],
    remedy: 'Do not use the code; start the consent anew.',
    spec: 'RFC 9207 section 2.4',
  },
  'access-denied': {
    what: 'the merchant said no on the consent page',
    causes: ['the merchant chose not to allow the integration'],
    remedy: 'Tell the merchant what the consent is for, and offer to start again.',
    spec: 'RFC 6749 section 4.1.2.1',
  },
  'interaction-required': {
    what: 'MobilePay needs the merchant in front of the screen to log in or to consent',
    causes: ['the session at MobilePay ended', 'the consent was withdrawn'],
    remedy: 'Start the consent in the merchant’s browser.',
    spec: 'OIDCC section 3.1.2.6',
  },
  'authorization-refused': {
    what: 'MobilePay answered the authorization request with an error',
    causes: [
      'temporarily_unavailable: MobilePay can not log anybody in now',
      'unmet_authentication_requirements: the user can not log in as strongly as was asked for',
      'another error in the details: MobilePay shows nearly all of them on its own page, so a proxy or a forger may have sent it',
    ],
    remedy: 'Start the consent anew; if it persists, ask MobilePay with the time of the attempt.',
    spec: 'RFC 6749 section 4.1.2.1; OIDCC section 3.1.2.6',
  },
} as const satisfies Record<string, ErrorEntry>
