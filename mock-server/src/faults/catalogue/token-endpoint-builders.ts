import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { Fault, FaultAction, FaultContext, FaultGroup } from '../fault.ts'
import type { Handle, Json, PointName } from '../points.ts'
import { tokenEndpoint } from './on-tokens.ts'

export type TokenRow = Pick<Fault, 'name' | 'breaks' | 'spec'> &
  Partial<Pick<Fault, 'expected' | 'ids' | 'parameters'>> & {
    readonly group?: FaultGroup
    readonly endpoints?: readonly EndpointLabel[]
  }

export const rejectsAnswer = 'The client rejects the token response and keeps nothing of it.'
export const tolerated = 'The client accepts it.'
export const found = 'A conformance suite finds it: a right provider refuses the request.'

/** A fault of the token endpoint. */
export function atToken(row: TokenRow, at: { readonly [Point in PointName]?: FaultAction<Point> }): Fault {
  return { group: 'token-endpoint', expected: rejectsAnswer, endpoints: tokenEndpoint, ...row, at }
}

/** Changes the members of successful answers. */
export function answer(row: TokenRow, change: (response: Json, context: FaultContext) => Json | undefined): Fault {
  return atToken(row, { 'token-response': change })
}

/** Changes the answers to one kind of grant alone. */
export function answerTo(
  kind: Handle['kind'],
  row: TokenRow,
  change: (response: Json, context: FaultContext) => Json | undefined,
): Fault {
  return atToken(row, {
    spending(spending, { memory, exchange }) {
      if (spending.kind === kind) memory.set(exchange.requestId, true)
      return undefined
    },
    'token-response': (response, context) =>
      context.memory.delete(context.exchange.requestId) ? change(response, context) : undefined,
  })
}

/** Changes replies that refuse. */
export function refusal(row: TokenRow, change: FaultAction<'reply'>): Fault {
  return atToken(
    { expected: 'The client reports a failed token request, with what it was told as far as it can be read.', ...row },
    { reply: (reply, context) => (reply.status === 400 ? change(reply, context) : undefined) },
  )
}

/** Changes replies that bring tokens. */
export function success(row: TokenRow, change: FaultAction<'reply'>): Fault {
  return atToken(row, { reply: (reply, context) => (reply.status === 200 ? change(reply, context) : undefined) })
}
