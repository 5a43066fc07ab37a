import { redactAuthorization, redactSecret, redactText } from './redact-text.ts'
import type { Redaction } from './redaction.ts'
import { secretLabel } from './secret-names.ts'

/** One header; its name stays as it was sent. */
export function redactHeader(redaction: Redaction, name: string, value: string): string {
  switch (name.toLowerCase()) {
    case 'authorization':
    case 'proxy-authorization':
      return redactAuthorization(redaction, value)
    case 'cookie':
      return value
        .split(';')
        .map((cookie) => redactCookie(redaction, cookie))
        .join(';')
    case 'set-cookie': {
      const [cookie = '', ...attributes] = value.split(';')
      return [redactCookie(redaction, cookie), ...attributes].join(';')
    }
    // A challenge, no credentials, though it begins with "Bearer".
    case 'www-authenticate':
      return value
    default: {
      const label = secretLabel(name)
      return label === undefined ? redactText(redaction, value) : redactSecret(redaction, label, value)
    }
  }
}

/** Every cookie's value goes, whatever its name. */
function redactCookie(redaction: Redaction, cookie: string): string {
  const equals = cookie.indexOf('=')
  const value = cookie.slice(equals + 1).trim()
  if (value === '') return cookie
  return `${cookie.slice(0, equals + 1)}${redaction.fingerprint('cookie', value)}`
}
