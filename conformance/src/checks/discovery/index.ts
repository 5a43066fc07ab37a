import { family } from '../family.ts'
import { answers } from './answers.ts'
import { capabilityLists } from './capability-lists.ts'
import { countriesAgree } from './countries-agree.ts'
import { drift } from './drift.ts'
import { endpointAddresses } from './endpoint-addresses.ts'
import { issuer } from './issuer.ts'
import { members } from './members.ts'
import { responseModes } from './response-modes.ts'
import { scopes } from './scopes.ts'
import { steady } from './steady.ts'
import { transport } from './transport.ts'
import { truthfulFlags } from './truthful-flags.ts'
import { unknownPaths } from './unknown-paths.ts'

/** Family D, in the order of the catalogue. */
export const discovery = family('D', 'Discovery', [
  ...answers,
  ...issuer,
  ...members,
  ...capabilityLists,
  responseModes,
  scopes,
  ...endpointAddresses,
  countriesAgree,
  ...truthfulFlags,
  ...steady,
  ...transport,
  drift,
  unknownPaths,
])
