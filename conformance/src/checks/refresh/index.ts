import { family } from '../family.ts'
import { answer } from './answer.ts'
import { form } from './form.ts'
import { idToken } from './id-token.ts'
import { introspection } from './introspection.ts'
import { lifetime } from './lifetime.ts'
import { refused } from './refused.ts'
import { requests } from './requests.ts'
import { revocation } from './revocation.ts'
import { revokedConsent } from './revoked-consent.ts'
import { rotation } from './rotation.ts'

/** Family R, in the order of the catalogue. */
export const refresh = family('R', 'Refresh and revocation', [
  ...answer,
  ...idToken,
  ...rotation,
  ...refused,
  ...requests,
  form,
  lifetime,
  revokedConsent,
  revocation,
  introspection,
])
