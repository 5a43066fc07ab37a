import type { Exchange } from '../../http/exchange.ts'
import { type Reply, redirect } from '../../http/reply.ts'
import type { Refused } from '../../rules/refusal.ts'
import { protectError } from './error-id.ts'

/** Sends the browser to the error page, which shows the code alone; the log says the rest (facts, 2.3). */
export function refuse(exchange: Exchange, refused: Refused): Reply {
  exchange.note({ kind: 'refused', refused })
  const uiLocales = new URLSearchParams(exchange.query).get('ui_locales')?.slice(0, 20)
  const { requestId } = exchange
  const errorId = protectError(exchange.world.secret, { error: refused.error, requestId, uiLocales })
  return redirect(`${exchange.origin}${exchange.base}/home/error?errorId=${errorId}`)
}
