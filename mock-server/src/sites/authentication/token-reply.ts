import type { Exchange } from '../../http/exchange.ts'
import { type HeaderList, json, noStore, type Reply } from '../../http/reply.ts'
import type { Refused } from '../../rules/refusal.ts'

/** A refusal of the back channel: always 400, `invalid_client` too, and the code alone (fact `token-error-body`). */
export function refuseToken(exchange: Exchange, refused: Refused, headers: HeaderList = noStore): Reply {
  exchange.note({ kind: 'refused', refused })
  const { error, description } = refused
  return json(400, description === null ? { error } : { error, error_description: description }, headers)
}

export const notAForm: Refused = {
  rule: 'token-method-and-type',
  error: 'invalid_request',
  description: null,
  mend: 'Send POST with Content-Type: application/x-www-form-urlencoded.',
}
