import { loadConnection } from '../connections/load-connection.ts'
import type { UsableConnection } from '../connections/stored-connection.ts'
import { ConfigurationError, type MobilePayError, NetworkError } from '../errors/mobilepay-error.ts'
import { afterInvalidGrant, become, needsConsent, usable } from './needs-consent.ts'
import type { MarkedJob } from './refresh-under-lease.ts'
import { storeOutcome } from './store-outcome.ts'

/**
 * Writes down what became of a refresh that brought no usable answer, and throws; unless somebody else has stored
 * better tokens meanwhile.
 *
 * @returns those tokens; undefined where somebody else is at it, and has to be waited for
 */
export async function afterFailure(job: MarkedJob, error: MobilePayError): Promise<UsableConnection | undefined> {
  if (error.code === 'connection-needs-consent') return refused(job, error)
  const { before, exchange } = job
  const successor = exchange.trace.refreshToken
  if (successor !== undefined && saysNothingAgainstTheAnswer(error)) {
    // The old one-time token is spent: without its successor the merchant would have to consent again. The access
    // token beside it is not used, and what the successor brings will be checked in full.
    const tokens = { ...before.tokens, refreshToken: successor, issuedAt: job.context.options.now() }
    const saved = become(before, { status: 'active', tokens })
    await storeOutcome({ ...saved, refreshes: before.refreshes + 1 }, job)
  } else if (spentNothing(error)) {
    await noteDown(job, before)
  } else {
    const since = before.status === 'refreshing' ? before.attempt.since : job.context.options.now()
    const attempt = { since, fence: job.lease.fence, endedWith: error.code }
    await noteDown(job, become(before, { status: 'refreshing', tokens: withToken(job), attempt }))
  }
  throw error
}

function withToken({ before, refreshToken }: MarkedJob) {
  return { ...before.tokens, refreshToken }
}

/** Only names what happened: where it can not be written, the mark that stands says enough. */
async function noteDown({ revision, lease, context }: MarkedJob, state: UsableConnection): Promise<void> {
  await context.connections.save(state, { revision, fence: lease.fence }).catch(() => undefined)
}

/** The answer arrived, and it could not be checked here and now: no keys at hand, or a wrong clock. */
function saysNothingAgainstTheAnswer(error: MobilePayError): boolean {
  return error instanceof NetworkError || error.code === 'signing-key-unknown' || error.code === 'id-token-time'
}

/** MobilePay has refused the client rather than the token, or no connection was made: the refresh token is as good as before. */
function spentNothing(error: MobilePayError): boolean {
  if (error instanceof ConfigurationError || error.code === 'token-request-refused') return true
  const cause = error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined
  return cause === 'ECONNREFUSED' || cause === 'ENOTFOUND' || cause === 'EAI_AGAIN'
}

/**
 * The connection needs a new consent, which is stored once; unless it has been changed since it was marked, for then
 * a new consent, or who used the one-time token a moment before, may have made it good.
 */
async function refused(job: MarkedJob, error: MobilePayError): Promise<UsableConnection | undefined> {
  const { id, before, revision, lease, context } = job
  const state = afterInvalidGrant(before, context.options.now())
  const written = await context.connections.save(become(before, state), { revision, fence: lease.fence })
  if (written !== undefined) throw needsConsent(id, state, error)
  const { connection: now } = await loadConnection(id, context)
  const isBetter = usable(now).nonce !== before.nonce || now.refreshes > before.refreshes
  return isBetter ? usable(now) : undefined
}
