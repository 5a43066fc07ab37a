import type { JsonObject } from '../checks/check-context.ts'
import { isObject, lenientJson } from './json-values.ts'

/** The entries of a key set that are objects; none where it is no key set. */
export function keysIn(body: Uint8Array): readonly JsonObject[] {
  const set = lenientJson(body)
  return isObject(set) && Array.isArray(set.keys) ? set.keys.filter(isObject) : []
}
