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
  '__requestverificationtoken',
])
/** Members of a JWK, and of its other primes, that are no part of a public key. */
const privateKeyMembers: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'r', 't'])

const jwt = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g
const inputTag = /<input\b[^>]*>/gi
const inputName = /\bname\s*=\s*["']?([\w-]+)/i
const inputValue = /(\bvalue\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)/i
const parameter = /([?&#]|^)([\w-]+)=([^&#\s"'<>]*)/g
const jsonMember = /"([\w-]+)"(\s*:\s*)("[^"\\]*(?:\\.[^"\\]*)*"|[\w.+-]+)/gs

/** Hears of each value that is hidden. */
export type OnSecret = (value: string) => void

/** Headers without the values that give access. */
export function redactHeaders(
  headers: Iterable<readonly [string, string]>,
  onSecret?: OnSecret,
): Record<string, string> {
  return Object.fromEntries(redactFields(Array.from(headers), onSecret))
}

/** A form without the values that give access. */
export function redactFields(fields: Pairs, onSecret: OnSecret = () => {}): Pairs {
  return fields.map(([name, value]) => {
    if (!isSecretName(name)) return [name, redactText(value, onSecret)] as const
    for (const secret of secretsIn(name.toLowerCase(), value)) onSecret(secret)
    return [name, mask] as const
  })
}

/** Of cookies their values alone: names and paths are what others use too. */
function secretsIn(name: string, value: string): readonly string[] {
  if (name === 'set-cookie') return [value.replace(/^[^=]*=/, '').replace(/;.*/s, '')]
  return name === 'cookie' ? value.split(';').map((cookie) => cookie.replace(/^[^=]*=/, '')) : [value]
}

/**
 * Any text (address, page, JSON) without tokens, secret parameters, secret form fields and secret members; all else
 * stays byte for byte, since it is evidence.
 */
export function redactText(text: string, onSecret: OnSecret = () => {}): string {
  const isSecretMember = (name: string) => isSecretName(name) || (privateKeyMembers.has(name) && text.includes('"kty"'))
  const hide = (value: string) => {
    onSecret(value)
    return mask
  }
  return text
    .replace(jwt, hide)
    .replace(inputTag, (tag) => redactInput(tag, hide))
    .replace(jsonMember, (whole, name: string, colon: string, value: string) =>
      isSecretMember(name) ? `"${name}"${colon}"${hide(value)}"` : whole,
    )
    .replace(parameter, (whole, mark: string, name: string, value: string) =>
      isSecretName(name) ? `${mark}${name}=${hide(value)}` : whole,
    )
}

function isSecretName(name: string): boolean {
  return secretNames.has(name.toLowerCase())
}

function redactInput(tag: string, hide: (value: string) => string): string {
  const name = inputName.exec(tag)?.[1] ?? ''
  if (!isSecretName(name)) return tag
  return tag.replace(inputValue, (_whole, start: string, value: string) => `${start}"${hide(value)}"`)
}
