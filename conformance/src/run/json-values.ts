import type { JsonObject } from '../checks/check-context.ts'

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value when it is an array of strings; undefined for anything else. */
export function words(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : undefined
}

/** A text that is the same for values of the same meaning: members sorted, lists taken as sets. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`
  if (!isObject(value)) return JSON.stringify(value) ?? 'undefined'
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`
}

/** JSON that may be broken: undefined then. A byte order mark is passed over. */
export function lenientJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
