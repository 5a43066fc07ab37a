import { ConfigurationError } from '../errors/mobilepay-error.ts'

const longestKey = 512

/**
 * Keys and values that every store can hold alike: well-formed Unicode without U+0000, which PostgreSQL's text and UTF-8
 * know nothing of.
 *
 * @throws ConfigurationError `record-key-invalid`
 */
export function checkKey(key: string): void {
  const length = typeof key === 'string' ? key.length : 0
  if (length < 1 || length > longestKey || !isStorable(key)) {
    throw new ConfigurationError('record-key-invalid', { details: { length } })
  }
}

/** @throws ConfigurationError `record-value-invalid` */
export function checkValue(value: string): void {
  if (typeof value !== 'string' || !isStorable(value)) throw new ConfigurationError('record-value-invalid')
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
