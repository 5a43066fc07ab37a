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

/** What of an exchange stays at hand for filters. */
export interface Summary
  extends Required<Pick<RecordedExchange, 'id' | 'endpoint' | 'environment' | 'method' | 'requestId' | 'address'>> {
  readonly status: number | undefined
  readonly clientId: string | undefined
  readonly merchantId: string | undefined
  readonly outcome: Decision['kind'] | undefined
  readonly fault: string | undefined
  readonly rules: readonly string[]
}

export function summarize(exchange: RecordedExchange): Summary {
  const { id, endpoint, environment, method, requestId, address, clientId, merchantId, outcome, fault } = exchange
  const rules = exchange.decisions.flatMap((decision) => ruleOf(decision) ?? [])
  const status = exchange.response?.status
  return { id, endpoint, environment, method, requestId, address, clientId, merchantId, outcome, fault, rules, status }
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
