import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import type { TSchema } from 'typebox'
import type { Exchange } from '../http/exchange.ts'
import type { EndpointLabel } from '../journal/endpoint-label.ts'
import type { PointName, PointValues } from './points.ts'

/** What a fault's function may look at beside the value. */
export interface FaultContext {
  readonly exchange: Exchange
  /** As the fault was switched on with, defaults filled in. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Kept from one exchange to the next, for as long as the fault is switched on. */
  readonly memory: Map<string, unknown>
  /** Fulfilled when somebody releases the fault, or takes it away. */
  readonly released: Promise<void>
}

/**
 * What a fault does at one point: the changed value, or undefined where the value does not concern it. It has no effect
 * but its result and its memory, since it is also asked when it is another's turn.
 */
export type FaultAction<Point extends PointName> = (
  value: PointValues[Point],
  context: FaultContext,
) => PointValues[Point] | undefined

export const faultGroups = [
  'discovery',
  'keys',
  'authorize',
  'callback',
  'id-token',
  'access-token',
  'token-endpoint',
  'refresh',
  'revocation',
  'merchant',
  'api',
  'pages',
  'http',
  'wire',
] as const
export type FaultGroup = (typeof faultGroups)[number]

/** A named misbehaviour: data, and one small function at a named point of the flow. */
export interface Fault {
  /** Kebab-case; after the OpenID Foundation's RP module where there is one. */
  readonly name: string
  readonly group: FaultGroup
  /** What goes wrong, in a sentence. */
  readonly breaks: string
  /** The section that is broken. */
  readonly spec: string
  /** What a right client, or a right test suite, does about it. */
  readonly expected: string
  /** Ids of catalogues that list it: PD-… and MR-…, modules of the OpenID Foundation's suite. */
  readonly ids?: readonly string[]
  /** Endpoints whose exchanges it acts in; a target must be one of them. */
  readonly endpoints: readonly EndpointLabel[]
  /** JSON Schema of its parameters, with defaults; none where it takes none. */
  readonly parameters?: TSchema
  readonly at: { readonly [Point in PointName]?: FaultAction<Point> }
}

/** Which exchanges a fault that is switched on acts in; what is left out does not matter. */
export interface FaultTarget {
  readonly endpoint?: EndpointLabel | undefined
  readonly environment?: EnvironmentName | undefined
  readonly client?: string | undefined
  /** Id or VAT number. */
  readonly merchant?: string | undefined
}

/** How a fault is switched on. */
export interface FaultOrder {
  readonly target: FaultTarget
  /** Acts from the n-th exchange on that it could act in; 1 is the first. */
  readonly nth: number
  /** In how many exchanges it acts; `always`: until it is taken away. */
  readonly times: number | 'always'
  readonly parameters: Readonly<Record<string, unknown>>
}
