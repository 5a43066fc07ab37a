import { family } from '../family.ts'
import { calling } from './calling.ts'
import { lifetime } from './lifetime.ts'
import { merchantsMe } from './merchants-me.ts'
import { observed } from './observed.ts'
import { refusedTokens } from './refused-tokens.ts'
import { withoutToken } from './without-token.ts'

/** Family P, in the order of the catalogue. */
export const api = family('P', 'Protected API', [
  ...merchantsMe,
  ...withoutToken,
  ...lifetime,
  ...refusedTokens,
  ...calling,
  ...observed,
])
