import { family } from '../family.ts'
import { accessToken } from './access-token.ts'
import { busy } from './busy.ts'
import { clientAuthentication } from './client-authentication.ts'
import { codes } from './codes.ts'
import { errorResponses } from './error-responses.ts'
import { grantTypes } from './grant-types.ts'
import { granted } from './granted.ts'
import { issuedTokens } from './issued-tokens.ts'
import { redemption } from './redemption.ts'
import { replays } from './replays.ts'
import { robustness } from './robustness.ts'
import { successfulResponse } from './successful-response.ts'
import { transport } from './transport.ts'

/** Family T, in the order of the catalogue. */
export const token = family('T', 'Token endpoint', [
  ...successfulResponse,
  ...issuedTokens,
  ...granted,
  ...clientAuthentication,
  ...grantTypes,
  ...replays,
  ...codes,
  ...redemption,
  ...transport,
  ...errorResponses,
  ...robustness,
  ...accessToken,
  ...busy,
])
