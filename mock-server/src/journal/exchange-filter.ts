import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import type { EndpointLabel } from './endpoint-label.ts'
import type { RecordedExchange } from './exchange-record.ts'
import type { Decision } from './journal.ts'

/** Which exchanges are meant: those that everything given here is true of. */
export interface ExchangeFilter {
  readonly endpoint?: EndpointLabel
  readonly environment?: EnvironmentName
  readonly method?: string
  /** Of the response. */
  readonly status?: number
  readonly clientId?: string
  readonly merchantId?: string
  readonly outcome?: Decision['kind']
  /** A rule that refused or warned, by the id of its fact. */
  readonly rule?: string
  readonly fault?: string
  readonly requestId?: string
  /** A part of the address, in any letter case. */
  readonly address?: string
  /** Those that ended after the exchange of this id. */
  readonly since?: number
  /** Anything else. */
  readonly where?: (exchange: RecordedExchange) => boolean
}

/** An exchange in short: what filters are held against, and what a list shows. */
export interface Summary
  extends Required<
    Pick<
      RecordedExchange,
      'id' | 'at' | 'startedAt' | 'durationMs' | 'endpoint' | 'environment' | 'method' | 'requestId' | 'address'
    >
  > {
  /** Of the response; absent where none was sent. */
  readonly status?: number | undefined
  readonly clientId?: string | undefined
  readonly merchantId?: string | undefined
  readonly outcome?: Decision['kind'] | undefined
  /** What was answered, or the error that it was refused with. */
  readonly what?: string | undefined
  /** Rules that refused or warned, by the ids of their facts. */
  readonly rules: readonly string[]
  /** The fault that acted. */
  readonly fault?: string | undefined
}

/** Made for every exchange, so it is written for speed: what is absent is there as undefined. */
export function summarize(exchange: RecordedExchange): Summary {
  const { id, at, startedAt, durationMs, endpoint, environment, method, requestId, address } = exchange
  const { clientId, merchantId, outcome, fault, decisions, response } = exchange
  const last = decisions.findLast(({ kind }) => kind === outcome)
  return {
    id,
    at,
    startedAt,
    durationMs,
    endpoint,
    environment,
    method,
    requestId,
    address: ownText(address),
    status: response?.status,
    clientId,
    merchantId,
    outcome,
    what: last && ownText(whatOf(last)),
    rules: decisions.flatMap((decision) => ruleOf(decision) ?? []),
    fault,
  }
}

/** A copy. A string that was cut out of a request would keep the whole request alive in memory. */
function ownText(text: string): string {
  return Buffer.from(text).toString('utf8')
}

/** A decision in a few words; of a failure the first line, since the rest is a stack. */
export function whatOf(decision: Decision): string {
  if (decision.kind === 'refused') return decision.refused.error
  return decision.what.split('\n', 1)[0] ?? ''
}

/** The fact that a decision stands on. */
export function ruleOf(decision: Decision): string | undefined {
  if (decision.kind === 'refused') return decision.refused.rule
  return decision.kind === 'warned' ? decision.fact : undefined
}

const compared = [
  'endpoint',
  'environment',
  'method',
  'status',
  'clientId',
  'merchantId',
  'outcome',
  'fault',
  'requestId',
] as const

/** Whether the summary meets the filter; `where` is asked elsewhere, with the exchange itself. */
export function meets(summary: Summary, filter: ExchangeFilter): boolean {
  return (
    summary.id > (filter.since ?? 0) &&
    compared.every((name) => filter[name] === undefined || filter[name] === summary[name]) &&
    (filter.rule === undefined || summary.rules.includes(filter.rule)) &&
    (filter.address === undefined || summary.address.toLowerCase().includes(filter.address.toLowerCase()))
  )
}
