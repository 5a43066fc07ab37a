import type { HttpResponse } from '../../subjects/http.ts'
import { OutcomeSignal } from '../outcome.ts'

/** Ends the check where an endpoint says that it is busy or down: RFC 7009 2.2.1 has the client try again. */
export function unlessDown(endpoint: string, response: HttpResponse): HttpResponse {
  const { status } = response
  if (![429, 502, 503, 504].includes(status)) return response
  throw new OutcomeSignal({
    kind: 'inconclusive',
    reason: `The ${endpoint} endpoint answered ${status}: it is busy or down.`,
  })
}
