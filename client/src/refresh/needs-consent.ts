import type {
  ConnectionState,
  RefreshAttempt,
  StoredConnection,
  UsableConnection,
} from '../connections/stored-connection.ts'
import { type MobilePayError, ProtocolError } from '../errors/mobilepay-error.ts'

/** Thirteen months that a refresh token may lie unused (facts: 396 days). */
export const refreshTokenLifeMs = 396 * 24 * 3600 * 1000

type NeedsConsent = Extract<ConnectionState, { readonly status: 'needs-consent' }>

/**
 * What a connection becomes when MobilePay refuses its refresh token. `invalid_grant` says nothing about the cause, so
 * it is told from what was stored before the request.
 *
 * @param before as it was before this attempt was marked
 * @param now milliseconds since 1970
 */
export function afterInvalidGrant(before: UsableConnection, now: number): NeedsConsent {
  const attempt = before.status === 'refreshing' ? before.attempt : undefined
  const idle = (attempt?.since ?? now) - before.tokens.issuedAt
  if (idle > refreshTokenLifeMs) return { status: 'needs-consent', reason: 'refresh-token-expired', since: now }
  if (attempt) return { status: 'needs-consent', reason: 'refresh-interrupted', since: now, attempt }
  return { status: 'needs-consent', reason: 'refused-by-provider', since: now }
}

/** Everything of a connection but its state, which is another one from now on. */
export function become<State extends ConnectionState>(connection: StoredConnection, state: State) {
  const { id, environment, clientId, merchantId, merchantVat, subject, nonce, authTime, scopes, refreshes } = connection
  return {
    ...{ id, environment, clientId, subject, nonce, scopes, refreshes },
    ...(merchantId !== undefined && { merchantId }),
    ...(merchantVat !== undefined && { merchantVat }),
    ...(authTime !== undefined && { authTime }),
    ...state,
  }
}

/**
 * The connection, if it can be used.
 *
 * @throws ProtocolError `connection-needs-consent`, whose details say why
 */
export function usable(connection: StoredConnection): UsableConnection {
  if (connection.status === 'needs-consent') throw needsConsent(connection.id, connection)
  return connection
}

/** The error that says why only a new consent helps. */
export function needsConsent(id: string, state: NeedsConsent, cause?: MobilePayError): ProtocolError {
  const { reason, attempt } = state
  return new ProtocolError('connection-needs-consent', {
    cause,
    details: { connection: id, reason, ...describe(attempt), ...cause?.details },
  })
}

function describe(attempt: RefreshAttempt | undefined) {
  if (!attempt) return {}
  return { interruptedAt: new Date(attempt.since).toISOString(), endedWith: attempt.endedWith }
}
