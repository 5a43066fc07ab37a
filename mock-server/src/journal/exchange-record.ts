import type { EnvironmentName, SiteRole } from '@mobilepay-oidc/fixtures'
import type { HeaderList } from '../http/reply.ts'
import type { EndpointLabel } from './endpoint-label.ts'
import type { Decision } from './journal.ts'
import type { SeenToken } from './redact/redaction.ts'

export interface RecordedBody {
  readonly text: string
  /** As it was sent; the text of a long one ends earlier, at `bodyLimit` characters. */
  readonly bytes: number
}

/** One request to a site and its answer, with every secret taken out. Plain data that survives JSON. */
export interface RecordedExchange {
  /** Counts up in its world, in the order in which exchanges ended; never begins again. */
  readonly id: number
  /** World time of the request, milliseconds since 1970. */
  readonly at: number
  /** The machine's time of the request, milliseconds since 1970. */
  readonly startedAt: number
  /** By the machine's clock. */
  readonly durationMs: number
  /** As the error page and the log show it. */
  readonly requestId: string
  readonly world: string
  readonly environment: EnvironmentName
  readonly endpoint: EndpointLabel
  readonly method: string
  /** Host and path of the real address, without the query. */
  readonly address: string
  readonly clientId?: string
  readonly merchantId?: string
  readonly request: {
    readonly query: string
    readonly headers: HeaderList
    /** Absent where the mock did not read it. */
    readonly body?: RecordedBody
  }
  /** Absent where none was sent. */
  readonly response?: { readonly status: number; readonly headers: HeaderList; readonly body: RecordedBody }
  /** Tokens of request and response, decoded. */
  readonly tokens: readonly SeenToken[]
  /** The rules that were asked, in order, by the ids of their facts. */
  readonly asked: readonly string[]
  /** The rules and faults that spoke, in order. `explain` adds what the ledger says of them. */
  readonly decisions: readonly Decision[]
  /** The last word among them, warnings aside. */
  readonly outcome?: Decision['kind']
  /** The fault that acted. */
  readonly fault?: string
}

/** Rules that were asked together. */
export interface AskedRules {
  /** Of the rules, in the order in which they are asked. */
  readonly facts: readonly string[]
  /** The fact of the one that refused, after which none was asked. */
  readonly refused: string | undefined
}

/** An exchange that has ended, as the edge hands it over; nobody sees it before its secrets are taken out. */
export interface FinishedExchange {
  readonly at: number
  readonly startedAt: number
  readonly durationMs: number
  readonly requestId: string
  readonly world: string
  readonly environment: EnvironmentName
  readonly role: SiteRole
  readonly method: string
  readonly host: string
  readonly base: string
  readonly path: string
  readonly query: string
  /** Names and values by turns, as Node gives them. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer | undefined
  readonly reply: { readonly status: number; readonly headers: HeaderList; readonly body: string } | undefined
  readonly decisions: readonly Decision[]
  /** Absent where no rules were asked. */
  readonly asked?: readonly AskedRules[]
}
