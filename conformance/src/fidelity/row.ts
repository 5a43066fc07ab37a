import { isDeepStrictEqual } from 'node:util'
import type { Json } from './recording.ts'

/** One recorded answer beside the mock's. */
export interface Row {
  readonly family: string
  readonly name: string
  readonly expected: Json
  readonly actual: Json
}

/** A recorded answer that was not replayed, and why. */
export interface LeftOut {
  readonly family: string
  readonly name: string
  readonly why: string
}

/** `<name: alphabet, N characters>` stands for a value that is new each time. */
const sized = /^<(\w+): (?:upper-case hex|base64url), (\d+) characters>$/
const times = new Set(['<seconds>', '<time>'])

/**
 * Whether the mock's answer is the recorded one; members in the same order, placeholders by what they stand for. A
 * certificate's length is its own, so that of `x5c` is not compared.
 */
export function agrees(expected: Json, actual: Json): boolean {
  if (typeof expected === 'string') return textAgrees(expected, actual)
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) && expected.length === actual.length && expected.every((item, i) => agrees(item, actual[i]))
    )
  }
  if (!isMembers(expected) || !isMembers(actual)) return isDeepStrictEqual(expected, actual)
  const names = Object.keys(expected)
  return (
    isDeepStrictEqual(names, Object.keys(actual)) &&
    names.every((name) => agrees(expected[name] ?? null, actual[name] ?? null))
  )
}

function isMembers(value: Json): value is { readonly [member: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textAgrees(expected: string, actual: Json): boolean {
  if (times.has(expected)) return typeof actual === 'number' || actual === expected
  const [, name, length] = sized.exec(expected) ?? []
  if (name !== undefined && typeof actual === 'string') return name === 'x5c' || actual.length === Number(length)
  return expected === actual
}
