import type { Loss } from './messages.ts'
import type { TokenExchange } from './read-exchange.ts'

/** What the soak has seen: the mock's journal, who was killed, and what the clients said. */
export interface Evidence {
  /** All requests to the token endpoint, oldest first. */
  readonly exchanges: readonly TokenExchange[]
  readonly killed: ReadonlySet<string>
  /** Each once, as the clients named them. */
  readonly losses: readonly Loss[]
  /** Merchants whose connection does not work in the end, though nobody has said why. */
  readonly broken: readonly string[]
}

export interface Judgment {
  readonly refreshes: number
  /** Refreshes that MobilePay refused: `invalid_grant`. */
  readonly refused: number
  /** Connections that were lost because a process was killed between MobilePay's answer and the record of it. */
  readonly forcedLosses: number
  /** Refreshes of a connection that another process had refreshed a moment before. */
  readonly doubleRefreshes: number
  /** What must not happen, each in a sentence. */
  readonly violations: readonly string[]
}

/** Milliseconds of world time: an access token lives for 300 seconds and is refreshed 30 seconds before its end. */
const soonestRefreshMs = 240_000

/**
 * Judges by the mock's journal alone what the clients did and said. A one-time token that is spent may be presented
 * again for one reason only: the process that spent it was killed, and its successor never seen since.
 */
export function judge({ exchanges, killed, losses, broken }: Evidence): Judgment {
  const violations = broken.map((id) => `${id}: does not work in the end, and nobody has said why.`)
  const refreshes = exchanges.filter(({ presented }) => presented !== undefined)
  const refused = refreshes.filter(({ outcome }) => outcome === 'refused')
  const lost = new Map<string, string>()
  const spentBy = new Map(
    refreshes.flatMap((one) => (one.outcome === 'refused' ? [] : [[String(one.presented), one] as const])),
  )
  const owners = new Map(exchanges.map(({ issued, merchantId }) => [issued, merchantId]))
  const presented = new Set(refreshes.map((one) => one.presented))
  for (const [index, refusal] of refused.entries()) {
    const token = String(refusal.presented)
    const spender = spentBy.get(token)
    violations.push(...againstRefusal(refusal, spender, killed, presented))
    const before = refused.slice(0, index).filter((earlier) => earlier.presented === token)
    if (before.some(({ instance }) => !killed.has(instance))) violations.push(`${token}: asked again once refused.`)
    if (spender) lost.set(token, owners.get(token) ?? 'unknown')
  }
  violations.push(...againstNames(lost, losses))
  const doubles = doubleRefreshes(exchanges)
  violations.push(...doubles)
  return {
    refreshes: refreshes.filter(({ outcome }) => outcome === 'issued').length,
    refused: refused.length,
    forcedLosses: lost.size,
    doubleRefreshes: doubles.length,
    violations,
  }
}

function againstRefusal(
  { presented: token = '' }: TokenExchange,
  spender: TokenExchange | undefined,
  killed: ReadonlySet<string>,
  presented: ReadonlySet<string | undefined>,
): readonly string[] {
  if (!spender) return [`${token}: refused, though nobody has used it before.`]
  const found = []
  if (!killed.has(spender.instance)) found.push(`${token}: spent by ${spender.instance}, which lives, and sent again.`)
  if (spender.issued !== undefined && presented.has(spender.issued))
    found.push(`${token}: sent again, though its successor was stored.`)
  return found
}

/** Every lost connection is named, with its reason, and no other one. */
function againstNames(lost: ReadonlyMap<string, string>, losses: readonly Loss[]): readonly string[] {
  const wrong = losses.filter(({ reason }) => reason !== 'refresh-interrupted')
  const found = wrong.map(({ merchantId, reason }) => `${merchantId}: lost for the reason ${reason}.`)
  const forced = [...lost.values()]
  for (const id of new Set([...forced, ...losses.map(({ merchantId }) => merchantId)])) {
    const [times, named] = [
      forced.filter((one) => one === id).length,
      losses.filter(({ merchantId }) => merchantId === id).length,
    ]
    if (times !== named) found.push(`${id}: lost ${times} times by the journal, and named ${named} times.`)
  }
  return found
}

/** A new consent begins anew: what comes after it is not compared with what was before. */
function doubleRefreshes(exchanges: readonly TokenExchange[]): readonly string[] {
  const latest = new Map<string, TokenExchange>()
  const found: string[] = []
  for (const exchange of exchanges) {
    const { merchantId, issued, presented, at } = exchange
    if (merchantId === undefined || issued === undefined) continue
    const before = latest.get(merchantId)
    if (presented !== undefined && before && at - before.at < soonestRefreshMs) {
      found.push(`${merchantId}: refreshed twice, by ${before.instance} and ${exchange.instance}.`)
    }
    latest.set(merchantId, exchange)
  }
  return found
}
