import { family } from '../family.ts'
import { carriage } from './carriage.ts'
import { codes } from './codes.ts'
import { errors } from './errors.ts'
import { fields } from './fields.ts'
import { formAction } from './form-action.ts'
import { page } from './form-page.ts'
import { fragment } from './fragment.ts'
import { issuerParameter } from './issuer-parameter.ts'
import { pageHeaders } from './page-headers.ts'

/** Family C, in the order of the catalogue. */
export const callback = family('C', 'Callback', [
  ...carriage,
  ...fields,
  ...issuerParameter,
  ...page,
  ...pageHeaders,
  formAction,
  ...codes,
  ...errors,
  fragment,
])
