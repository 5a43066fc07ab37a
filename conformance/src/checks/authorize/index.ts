import { family } from '../family.ts'
import { age } from './age.ts'
import { client } from './client.ts'
import { errors } from './errors.ts'
import { happyPath } from './happy-path.ts'
import { hints } from './hints.ts'
import { largeRequests } from './large-requests.ts'
import { pages } from './pages.ts'
import { parameters } from './parameters.ts'
import { pkce } from './pkce.ts'
import { promptNone } from './prompt.ts'
import { redirectUri } from './redirect-uri.ts'
import { redirectUriScheme } from './redirect-uri-scheme.ts'
import { requestObjects } from './request-objects.ts'
import { responseMode } from './response-mode.ts'
import { responseType } from './response-type.ts'
import { scope } from './scope.ts'
import { standingConsent } from './standing-consent.ts'
import { stateAndNonce } from './state-and-nonce.ts'

/** Family A, in the order of the catalogue. */
export const authorize = family('A', 'Authorization endpoint', [
  ...happyPath,
  ...responseType,
  ...client,
  ...redirectUri,
  ...redirectUriScheme,
  ...scope,
  ...parameters,
  ...pkce,
  ...responseMode,
  ...stateAndNonce,
  ...promptNone,
  ...age,
  ...hints,
  requestObjects,
  ...errors,
  ...pages,
  standingConsent,
  largeRequests,
])
