import type { JsonObject } from '../check-context.ts'

/** How reports name a key: by its kid, or by its place in the set. */
export function describeKey(key: JsonObject, index: number): string {
  return typeof key.kid === 'string' ? `key ${key.kid}` : `keys.${index}`
}

/** One problem a key, under the key's name. */
export function problemsByKey(
  keys: readonly JsonObject[],
  problemsOf: (key: JsonObject) => readonly string[],
): readonly string[] {
  return keys.flatMap((key, index) => problemsOf(key).map((problem) => `${describeKey(key, index)}: ${problem}`))
}
