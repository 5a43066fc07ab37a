import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { Summary } from '../../journal/exchange-filter.ts'
import { type Outcome, outcomeOf, outcomeText } from './step-outcome.ts'

/** Which steps are shown: those that everything given here is true of. */
export interface JournalFilter {
  /** Words that all have to be there, in any letter case. */
  readonly text: string
  readonly endpoint: EndpointLabel | typeof withoutMetadata | ''
  readonly outcome: Outcome | ''
  readonly clientId: string
}

/** Everything but what clients read before a flow, which is much and tells little. */
export const withoutMetadata = 'without-metadata'
const metadata: ReadonlySet<EndpointLabel> = new Set(['discovery', 'jwks'])

export const noFilter: JournalFilter = { text: '', endpoint: '', outcome: '', clientId: '' }

export function isFiltering(filter: JournalFilter): boolean {
  return Object.values(filter).some((value) => value.trim() !== '')
}

/** A test of summaries; the words are split once. */
export function meeting({ text, endpoint, outcome, clientId }: JournalFilter): (summary: Summary) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return (summary) =>
    isAt(summary.endpoint, endpoint) &&
    (outcome === '' || outcomeOf(summary) === outcome) &&
    (clientId === '' || summary.clientId === clientId) &&
    (words.length === 0 || holds(searched(summary), words))
}

function isAt(endpoint: EndpointLabel, wanted: JournalFilter['endpoint']): boolean {
  if (wanted === withoutMetadata) return !metadata.has(endpoint)
  return wanted === '' || wanted === endpoint
}

function holds(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word))
}

function searched(summary: Summary): string {
  const { id, method, endpoint, environment, address, status, clientId, merchantId, requestId } = summary
  const parts = [`#${id}`, method, endpoint, environment, address, status, clientId, merchantId, requestId]
  return [...parts, outcomeText(summary)]
    .filter((part) => part !== undefined)
    .join(' ')
    .toLowerCase()
}
