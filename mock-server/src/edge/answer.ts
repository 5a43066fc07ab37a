import type { Exchange } from '../http/exchange.ts'
import { BodyTooLargeError } from '../http/read-body.ts'
import { empty, type Reply } from '../http/reply.ts'
import { routes } from '../sites/routes.ts'
import type { FoundSite } from './find-site.ts'

/** Finds the handler of a path and answers; a failure of the mock itself is a 500 that its log explains. */
export async function answer(exchange: Exchange, { role, path }: FoundSite): Promise<Reply> {
  const handler = routes[role][path.toLowerCase().replace(/\/$/, '')]
  if (!handler) return empty(404)
  try {
    return await handler(exchange)
  } catch (error) {
    if (error instanceof BodyTooLargeError) return empty(413)
    exchange.note({ kind: 'failed', what: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    return empty(500)
  }
}
