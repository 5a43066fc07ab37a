import type { HeaderList } from '../http/reply.ts'
import { endpointLabel } from './endpoint-label.ts'
import type { FinishedExchange, RecordedBody, RecordedExchange } from './exchange-record.ts'
import type { Decision } from './journal.ts'
import { redactBody, redactQuery } from './redact/redact-body.ts'
import { redactHeader } from './redact/redact-headers.ts'
import { redactText } from './redact/redact-text.ts'
import type { Redaction } from './redact/redaction.ts'

/** Characters of a body that are kept. */
export const bodyLimit = 65_536

/** Writes down an exchange without its secrets. */
export function recordExchange(id: number, finished: FinishedExchange, redaction: Redaction): RecordedExchange {
  const { reply, decisions } = finished
  const address = addressOf(finished, redaction)
  const request = recordRequest(finished, redaction)
  redaction.side = 'response'
  const response = reply && {
    status: reply.status,
    headers: reply.headers.map(([name, value]) => [name, redactHeader(redaction, name, value)] as const),
    body: recordBody(redaction, headerOf(reply.headers, 'content-type'), reply.body, Buffer.byteLength(reply.body)),
  }
  const { at, startedAt, durationMs, requestId, world, environment, role, method, path } = finished
  const endpoint = endpointLabel(role, path)
  return {
    ...{ id, at, startedAt, durationMs, requestId, world, environment, endpoint, method, address },
    ...(redaction.clientId === undefined ? {} : { clientId: redaction.clientId }),
    ...(redaction.merchantId === undefined ? {} : { merchantId: redaction.merchantId }),
    request,
    ...(response ? { response } : {}),
    tokens: redaction.tokens,
    asked: rulesAsked(finished),
    ...concluded(decisions),
  }
}

/** Host and path, as entries name them. */
export function addressOf(
  { host, base, path }: Pick<FinishedExchange, 'host' | 'base' | 'path'>,
  redaction: Redaction,
): string {
  return `${host}${base}${redactText(redaction, path)}`
}

function recordRequest(finished: FinishedExchange, redaction: Redaction): RecordedExchange['request'] {
  const { body } = finished
  const pairs = pairUp(finished.rawHeaders)
  const query = redactQuery(redaction, finished.query)
  const headers = pairs.map(([name, value]) => [name, redactHeader(redaction, name, value)] as const)
  if (!body) return { query, headers }
  const text = body.toString('utf8')
  return { query, headers, body: recordBody(redaction, headerOf(pairs, 'content-type'), text, body.length) }
}

function recordBody(redaction: Redaction, contentType: string, text: string, bytes: number): RecordedBody {
  return { text: redactBody(redaction, contentType, text.slice(0, bodyLimit)), bytes }
}

function pairUp(rawHeaders: readonly string[]): HeaderList {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : []))
}

function headerOf(headers: HeaderList, name: string): string {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1] ?? ''
}

/** Rules are asked up to the one that refuses; some refuse without being in a table. */
function rulesAsked({ asked = [], decisions }: FinishedExchange): readonly string[] {
  const listed = asked.flatMap(({ facts, refused }) => {
    const index = refused === undefined ? -1 : facts.indexOf(refused)
    return index < 0 ? facts : facts.slice(0, index + 1)
  })
  const refusedElsewhere = decisions.flatMap((decision) =>
    decision.kind === 'refused' && !listed.includes(decision.refused.rule) ? [decision.refused.rule] : [],
  )
  return [...listed, ...refusedElsewhere]
}

function concluded(decisions: readonly Decision[]): Pick<RecordedExchange, 'decisions' | 'outcome' | 'fault'> {
  const outcome = (decisions.findLast(({ kind }) => kind !== 'warned' && kind !== 'faulted') ?? decisions.at(-1))?.kind
  const fault = decisions.findLast((decision) => decision.kind === 'faulted')?.fault
  return { decisions, ...(outcome ? { outcome } : {}), ...(fault === undefined ? {} : { fault }) }
}
