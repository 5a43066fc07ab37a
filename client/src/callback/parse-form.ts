import { ProtocolError } from '../errors/mobilepay-error.ts'
import type { ParsedForm } from './callback-input.ts'
import { bodyLimit, unreadable } from './callback-limits.ts'

type Pair = readonly [name: string, value: string]

/** Control characters but for tab and line ends, and what lossy decoders put in place of bytes that are no UTF-8. */
const forbidden = /[^\P{Cc}\t\r\n]|\uFFFD/u

/**
 * The parameters of a form as it was sent. Stricter than URLSearchParams, which replaces bytes that are no UTF-8 and
 * leaves broken percent-encoding as it is.
 *
 * @throws ProtocolError `callback-unreadable`, `callback-parameter-repeated`
 */
export function parseForm(raw: string): URLSearchParams {
  if (raw.length > bodyLimit) throw unreadable('too large')
  const parts = raw.split('&').filter((part) => part !== '')
  return checkPairs(
    parts.map((part) => {
      const at = part.indexOf('=')
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))]
    }),
  )
}

/**
 * The parameters of a form that somebody else has parsed.
 *
 * @throws ProtocolError `callback-unreadable`, `callback-parameter-repeated`
 */
export function checkParsedForm(form: URLSearchParams | FormData | ParsedForm): URLSearchParams {
  const entries = isEntries(form) ? [...form.entries()] : Object.entries(form)
  return checkPairs(
    entries.map(([name, value]) => {
      if (Array.isArray(value)) throw repeated(name)
      if (typeof value !== 'string') throw unreadable('a parameter is not text')
      return [name, value]
    }),
  )
}

function isEntries(form: URLSearchParams | FormData | ParsedForm): form is URLSearchParams | FormData {
  return form instanceof URLSearchParams || form instanceof FormData
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch (cause) {
    throw unreadable('broken encoding', cause)
  }
}

/** Each parameter once, of those without a meaning too (RFC 6749 section 3.1), and nothing but text. */
function checkPairs(pairs: readonly Pair[]): URLSearchParams {
  const parameters = new URLSearchParams()
  let size = 0
  for (const [name, value] of pairs) {
    size += name.length + value.length
    if (size > bodyLimit) throw unreadable('too large')
    if (isGarbled(name) || isGarbled(value)) throw unreadable('control characters or no UTF-8')
    if (parameters.has(name)) throw repeated(name)
    parameters.append(name, value)
  }
  return parameters
}

function isGarbled(text: string): boolean {
  return forbidden.test(text) || !text.isWellFormed()
}

function repeated(name: string): ProtocolError {
  // Names come from outside: only those of the protocol are repeated in a message.
  const parameter = /^(code|id_token|state|scope|iss|error|session_state)$/.test(name) ? name : 'another'
  return new ProtocolError('callback-parameter-repeated', { details: { parameter } })
}
