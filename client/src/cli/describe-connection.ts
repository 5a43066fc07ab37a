import type { Connection } from '../connections/connection.ts'

/** A connection for programs. */
export function connectionJson(connection: Connection) {
  const { id, merchantId, merchantVat, scopes, status, needsConsent, accessTokenExpiresAt, warnings } = connection
  return { id, merchantId, merchantVat, scopes, status, needsConsent, accessTokenExpiresAt, warnings }
}

/** A connection for people, in aligned lines. */
export function connectionText(connection: Connection): string {
  const { id, merchantVat, scopes, needsConsent, accessTokenExpiresAt, warnings } = connection
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['merchant', id],
    ['VAT number', merchantVat],
    ['scopes', scopes.join(' ')],
    [
      'status',
      needsConsent ? `needs consent since ${needsConsent.since.toISOString()}: ${needsConsent.reason}` : 'ready',
    ],
    ['token until', accessTokenExpiresAt?.toISOString()],
    ...warnings.map(({ message }) => ['warning', message] as const),
  ]
  const shown = rows.filter(([, value]) => value !== undefined)
  return shown.map(([name, value]) => `${name.padEnd(12)} ${value}`).join('\n')
}
