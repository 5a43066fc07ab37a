import type { Connection, StartedConsent, Warning } from '@mobilepay-oidc/client'
import type { Row } from './step.ts'

/** What the integrator sends the browser to, and keeps until the callback. */
export function consentRows({ url, state, nonce, codeVerifier, warnings }: StartedConsent): readonly Row[] {
  return [
    ['send browser to', url.slice(0, url.indexOf('?'))],
    ['state', state],
    ['nonce', nonce],
    ['code_verifier', codeVerifier],
    ...warningRows(warnings),
  ]
}

/** What the integrator has of a merchant; the tokens stay in the client's store. */
export function connectionRows(connection: Connection): readonly Row[] {
  return [
    ['merchant', connection.merchantId ?? 'none'],
    ['VAT number', connection.merchantVat ?? 'none'],
    ['granted', connection.scopes.join(' ')],
    ...accessRows(connection),
    ...warningRows(connection.warnings),
  ]
}

/** What a refresh changes. */
export function accessRows({ accessTokenExpiresAt }: Connection): readonly Row[] {
  return [['access until', accessTokenExpiresAt?.toISOString() ?? 'none']]
}

function warningRows(warnings: readonly Warning[]): readonly Row[] {
  return warnings.map(({ message }) => ['warning', message])
}
