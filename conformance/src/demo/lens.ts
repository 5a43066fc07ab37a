import { redactFields, redactText } from '../run/redact.ts'
import type { AddressRule } from '../subjects/address-rule.ts'
import type { Row } from './step.ts'

/** What the reader is to see of a value: real addresses in place of the mock's, and of a secret its length alone. */
export class Lens {
  readonly #addresses: AddressRule

  constructor(addresses: AddressRule) {
    this.#addresses = addresses
  }

  address(url: string): string {
    return this.#addresses.toReal(url)
  }

  value(name: string, value: string): string {
    if (name === 'authorization') return value.replace(/\S+$/, hidden)
    if (name === 'set-cookie') return value.replace(/(?<==)[^;]*/, hidden)
    const [[, redacted] = []] = redactFields([[name, value]])
    return redacted === value ? this.address(value) : hidden(value)
  }

  rows(entries: Iterable<readonly [string, string]>): readonly Row[] {
    return Array.from(entries, ([name, value]) => [name, this.value(name, value)] as const)
  }

  /** Whatever a JSON document holds, by the names of its members. */
  json(value: unknown, name = ''): unknown {
    if (typeof value === 'string') return this.value(name, value)
    if (Array.isArray(value)) return value.map((one) => this.json(one, name))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([member, one]) => [member, this.json(one, member)]))
  }

  text(text: string): string {
    return redactText(text)
  }
}

function hidden(secret: string): string {
  return `(hidden, ${secret.length} characters)`
}
