import { family } from '../family.ts'
import { codeAttacks } from './code-attacks.ts'
import { cookies } from './cookies.ts'
import { forgery } from './forgery.ts'
import { givenBack } from './given-back.ts'
import { headerInjection } from './header-injection.ts'
import { leaks } from './leaks.ts'
import { methods } from './methods.ts'
import { openRedirector } from './open-redirector.ts'
import { otherProviders } from './other-providers.ts'
import { ownConduct } from './own-conduct.ts'
import { reflection } from './reflection.ts'
import { thirdParties } from './third-parties.ts'
import { transport } from './transport.ts'
import { vagueErrors } from './vague-errors.ts'

/** Family S, in the order of the catalogue. */
export const security = family('S', 'Security', [
  ...codeAttacks,
  openRedirector,
  reflection,
  headerInjection,
  cookies,
  leaks,
  givenBack,
  ...methods,
  ...transport,
  ...vagueErrors,
  ...forgery,
  thirdParties,
  ...otherProviders,
  ...ownConduct,
])
