import type { Exchange } from '../../http/exchange.ts'
import { empty, type Reply } from '../../http/reply.ts'
import { renderErrorPage } from '../../pages/index.ts'
import { unprotectError } from './error-id.ts'
import { languageOf, page } from './page.ts'
import { queryValue } from './pending-request.ts'

/** `/home/error?errorId=…`: the code and a request id, nothing else (fact `error-page`). */
export function errorPage(exchange: Exchange): Reply {
  if (exchange.method !== 'GET') return empty(405)
  const message = unprotectError(exchange.world.secret, queryValue(exchange, 'errorId') ?? '')
  return page(
    exchange,
    renderErrorPage({
      language: languageOf(exchange, message?.uiLocales),
      errorCode: message?.error ?? 'error',
      requestId: message?.requestId ?? exchange.requestId,
    }),
  )
}
