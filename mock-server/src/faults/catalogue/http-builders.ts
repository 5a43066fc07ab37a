import type { Reply } from '../../http/reply.ts'
import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { Fault, FaultAction, FaultContext } from '../fault.ts'
import type { PointName } from '../points.ts'
import { everywhere } from './builders.ts'

interface Row extends Pick<Fault, 'name' | 'breaks' | 'spec' | 'ids' | 'parameters'> {
  readonly expected?: string
  readonly endpoints?: readonly EndpointLabel[]
}

const cleanError = 'The client ends with a clear error, within its time and its limits.'

/** A fault of any exchange. */
export function anywhere(row: Row, points: { readonly [Point in PointName]?: FaultAction<Point> }): Fault {
  return { expected: cleanError, endpoints: everywhere, ...row, group: 'http', at: points }
}

/** Answers without anything being done. */
export function instead(row: Row, reply: (context: FaultContext) => Reply): Fault {
  return anywhere(row, { handle: (_handle, context) => () => reply(context) })
}

/** Does what was asked for and answers otherwise. */
export function changed(row: Row, change: FaultAction<'reply'>): Fault {
  return anywhere(row, { reply: change })
}

/** A page that says that nothing works. */
export const outagePage = '<!doctype html><html lang="en"><title>Mock</title><h1>Mock: service unavailable</h1></html>'

/** Said of what a client never sees and a conformance suite has to. */
export const found = 'A conformance suite finds it.'
