import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

const [smallest, largest] = [-(2 ** 31), 2 ** 31 - 1]

/** The seconds of `max_age`, `undefined` where it is no whole number that .NET's `int.TryParse` takes. */
export function parseMaxAge(text: string): number | undefined {
  const seconds = /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : Number.NaN
  return seconds >= smallest && seconds <= largest ? seconds : undefined
}

export const maxAgeInvalid: Rule<AuthorizeInput> = {
  fact: 'max-age-invalid',
  mend: 'Send max_age as a whole number of seconds, zero or more, or leave it out.',
  refuse({ parameters }) {
    const text = parameters.get('max_age')
    if (text === undefined || (parseMaxAge(text) ?? -1) >= 0) return undefined
    return refusal('invalid_request', 'Invalid max_age')
  },
}
