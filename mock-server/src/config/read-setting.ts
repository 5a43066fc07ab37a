import { type ProfileName, profileNames, UnknownProfileError } from '../world/profiles.ts'
import { UsageError } from './usage-error.ts'

// Readers of single settings: from the text of the flag or variable `name`. They throw UsageError.

export function text(value: string): string {
  return value
}

export function port(value: string, name: string): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number <= 65_535) return number
  throw new UsageError(`${name} takes a number from 0 to 65535, not "${value}".`)
}

export function url(value: string, name: string): string {
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return value
  throw new UsageError(`${name} takes an http or https address, not "${value}".`)
}

/** Host names without ports, with commas between. */
export function names(value: string, name: string): readonly string[] {
  const hosts = value.split(',').map((host) => host.trim().toLowerCase())
  if (hosts.every((host) => /^[\w-]+(?:\.[\w-]+)*$/.test(host))) return hosts
  throw new UsageError(`${name} takes host names without ports, with commas between, not "${value}".`)
}

/** Of a flag there is only yes and no; a variable may be written as people write it. */
export function yesOrNo(value: string, name: string): boolean {
  const word = value.toLowerCase()
  if (['true', '1', 'yes', 'on'].includes(word)) return true
  if (['false', '0', 'no', 'off'].includes(word)) return false
  throw new UsageError(`${name} takes true or false, not "${value}".`)
}

export function oneOf<const Value extends string>(...values: readonly Value[]): (value: string, name: string) => Value {
  return (value, name) => {
    const found = values.find((candidate) => candidate === value)
    if (found !== undefined) return found
    throw new UsageError(`${name} is ${values.join(' or ')}, not "${value}".`)
  }
}

/** @throws UnknownProfileError */
export function profile(value: string): ProfileName {
  const found = profileNames.find((candidate) => candidate === value)
  if (found !== undefined) return found
  throw new UnknownProfileError(value)
}
