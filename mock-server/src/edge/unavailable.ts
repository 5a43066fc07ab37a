import { json, noStore, type Reply, withHeaders } from '../http/reply.ts'
import type { StoreUnavailableError } from '../stores/store-error.ts'
import type { Located } from './locate-request.ts'

const retry = [...noStore, ['Retry-After', '1']] as const

/** A store that is away, told as the endpoint answers otherwise: JSON to programs, a text to people. */
export function unavailable(located: Located | undefined, { message }: StoreUnavailableError): Reply {
  const what = 'The mock cannot keep its state just now, so nothing was done.'
  if (located?.kind === 'site' && located.site.role !== 'admin') {
    return json(503, { error: 'temporarily_unavailable', error_description: `${what} ${message}` }, retry)
  }
  const body = `This is the mobilepay-oidc mock.\n${what}\n${message}\n`
  return withHeaders({ status: 503, headers: [['Content-Type', 'text/plain; charset=UTF-8']], body }, retry)
}
