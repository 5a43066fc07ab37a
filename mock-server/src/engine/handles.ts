import { randomBytes } from 'node:crypto'
import type { Generation } from '@mobilepay-oidc/fixtures'

/** A code or refresh token as the generation writes it (fact `handle-format`): 64 hexadecimal digits. */
export function newHandle(generation: Generation): string {
  const digits = randomBytes(32).toString('hex')
  return generation === '2018' ? digits : `${digits.toUpperCase()}-1`
}
