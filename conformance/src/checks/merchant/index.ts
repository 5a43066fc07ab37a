import { family } from '../family.ts'
import { accepted } from './accepted.ts'
import { choice } from './choice.ts'
import { injection } from './injection.ts'
import { leaks } from './leaks.ts'
import { refused } from './refused.ts'
import { tokens } from './tokens.ts'

/** Family M, in the order of the catalogue. */
export const merchant = family('M', 'merchant_vat', [...accepted, ...refused, ...choice, ...tokens, injection, leaks])
