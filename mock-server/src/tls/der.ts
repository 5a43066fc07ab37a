/**
 * The little of DER (X.690) that a certificate is written with. Node can verify certificates but not issue them, and a
 * library for it would bring some fifteen packages; nothing is parsed here, that is left to Node.
 */
export type Der = Buffer

/** One value with its tag and length. */
export function tagged(tag: number, ...contents: readonly Der[]): Der {
  const body = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body)]), body])
}

function lengthOf({ length }: Der): readonly number[] {
  if (length < 0x80) return [length]
  const bytes = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return [0x80 | bytes.length, ...bytes]
}

export const sequence = (...items: readonly Der[]): Der => tagged(0x30, ...items)
export const set = (...items: readonly Der[]): Der => tagged(0x31, ...items)
export const boolean = (value: boolean): Der => tagged(0x01, Buffer.from([value ? 0xff : 0]))
export const octets = (value: Der): Der => tagged(0x04, value)
export const utf8 = (value: string): Der => tagged(0x0c, Buffer.from(value, 'utf8'))
/** Context-specific and constructed, such as `[0] EXPLICIT`. */
export const explicit = (number: number, ...items: readonly Der[]): Der => tagged(0xa0 | number, ...items)
/** Context-specific and primitive, such as a GeneralName. */
export const implicit = (number: number, value: Der): Der => tagged(0x80 | number, value)

/** A number that is not negative, from its big-endian bytes. */
export function integer(bytes: Der): Der {
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0
  return tagged(0x02, isNegative ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

export function bits(value: Der, unused = 0): Der {
  return tagged(0x03, Buffer.from([unused]), value)
}

export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): readonly number[] {
  const bytes = [value & 0x7f]
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80)
  return bytes
}

/** UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280, 4.1.2.5). */
export function time(date: Date): Der {
  const digits = `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
  const isShort = date.getUTCFullYear() < 2050
  return tagged(isShort ? 0x17 : 0x18, Buffer.from(isShort ? digits.slice(2) : digits, 'ascii'))
}
