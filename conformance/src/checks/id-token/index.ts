import { family } from '../family.ts'
import { agreement } from './agreement.ts'
import { authenticationEvent } from './authentication-event.ts'
import { claims } from './claims.ts'
import { form } from './form.ts'
import { golden } from './golden.ts'
import { hashes } from './hashes.ts'
import { header } from './header.ts'
import { nonce } from './nonce.ts'
import { parties } from './parties.ts'
import { signature } from './signature.ts'
import { subject } from './subject.ts'
import { times } from './times.ts'

/** Family I, in the order of the catalogue. */
export const idTokens = family('I', 'ID tokens', [
  ...form,
  ...header,
  signature,
  ...parties,
  ...times,
  ...nonce,
  ...hashes,
  ...agreement,
  ...authenticationEvent,
  ...claims,
  subject,
  ...golden,
])
