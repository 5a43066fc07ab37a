import type { Pairs } from '../subjects/http.ts'

const mask = '[redacted]'

const secretNames: ReadonlySet<string> = new Set([
  'access_token',
  'authorization',
  'client_secret',
  'code',
  'code_verifier',
  'cookie',
  'id_token',
  'password',
  'refresh_token',
  'set-cookie',
  'x-ibm-client-secret',
])
/** Members of a JWK, and of its other primes, that are no part of a public key. */
const privateKeyMembers: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'r', 't'])

const jwt = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g
const inputTag = /<input\b[^>]*>/gi
const inputName = /\bname\s*=\s*["']?([\w-]+)/i
const inputValue = /(\bvalue\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)/i
const parameter = /([?&#]|^)([\w-]+)=([^&#\s"'<>]*)/g
const jsonMember = /"([\w-]+)"(\s*:\s*)("[^"\\]*(?:\\.[^"\\]*)*"|[\w.+-]+)/gs

/** Headers without the values that give access. */
export function redactHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries(
    Array.from(headers, ([name, value]) => [name, secretNames.has(name.toLowerCase()) ? mask : redactText(value)]),
  )
}

/** A form without the values that give access. */
export function redactFields(fields: Pairs): Pairs {
  return fields.map(([name, value]) => [name, secretNames.has(name.toLowerCase()) ? mask : redactText(value)] as const)
}

/**
 * Any text (address, page, JSON) without tokens, secret parameters, secret form fields and secret members; all else
 * stays byte for byte, since it is evidence.
 */
export function redactText(text: string): string {
  const isSecretMember = (name: string) =>
    secretNames.has(name) || (privateKeyMembers.has(name) && text.includes('"kty"'))
  return text
    .replace(jwt, mask)
    .replace(inputTag, redactInput)
    .replace(jsonMember, (whole, name: string, colon: string) =>
      isSecretMember(name) ? `"${name}"${colon}"${mask}"` : whole,
    )
    .replace(parameter, (whole, mark: string, name: string) =>
      secretNames.has(name) ? `${mark}${name}=${mask}` : whole,
    )
}

function redactInput(tag: string): string {
  const name = inputName.exec(tag)?.[1] ?? ''
  return secretNames.has(name) ? tag.replace(inputValue, `$1"${mask}"`) : tag
}
