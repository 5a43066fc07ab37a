import type { Generation } from '@mobilepay-oidc/fixtures'
import type { Ability } from '../drivers/client-driver.ts'
import type { ClientEndpoint } from '../subjects/client-exchange.ts'
import type { Probe } from './probes/probe.ts'

/**
 * Where in the life of a connection the hostile thing waits: in the discovery document, in the callback of a consent or
 * in the keys that it is checked with, in an error answer, in the redemption, in a refresh, or in an API call.
 */
export const scenarios = ['discover', 'consent', 'denied', 'redeem', 'refresh', 'call'] as const
export type Scenario = (typeof scenarios)[number]

/** What the client is to say. */
export interface RejectionExpected {
  readonly outcome: 'rejected'
  /** Any of them is right. */
  readonly codes: readonly string[]
  /** Members that its details must have, with these values: what was wrong, by name. */
  readonly names: Readonly<Record<string, unknown>>
}

/** The client goes on, since the thing does it no harm. */
export interface AcceptanceExpected {
  readonly outcome: 'accepted'
  /** Why that is right. */
  readonly because: string
  /** Warnings that it must give. */
  readonly warnings: readonly string[]
}

/** A right client never comes across it: the fault acts on what only somebody else would send. */
export interface UnmetExpected {
  readonly outcome: 'unmet'
  readonly because: string
}

export type Expectation = RejectionExpected | AcceptanceExpected | UnmetExpected

/** A walk through the life of a connection, with a fault on the way or none. */
export interface Story {
  /** Name in the mock's catalogue; absent in the twin of a hostile row, which is the same story with nothing done to it. */
  readonly fault?: string
  /** What the fault does, where the mock's catalogue has none of that name. */
  readonly probe?: Probe
  /** Whether it is no fault of the provider, but a callback that went well and is brought again. */
  readonly isReplayed?: boolean
  readonly scenario: Scenario
  /** How the answer comes, where it is not a form post. */
  readonly responseMode?: 'fragment'
  /** Where it acts alone; where the catalogue says where it is left out. */
  readonly endpoint?: ClientEndpoint
  readonly parameters?: Readonly<Record<string, unknown>>
  /** Whole flows that go well first, while the fault waits: some need an earlier one to take from. */
  readonly flowsBefore?: number
  /** Whether the fault is there from the first consent on: some keep what they see. */
  readonly early?: boolean
  /** Seconds that pass before the hostile step. */
  readonly secondsBefore?: number
  /** A client secret that the provider refuses: faults of refusals need one. */
  readonly wrongSecret?: boolean
  /** Milliseconds that the client waits for an answer. */
  readonly timeoutMs?: number
  /** The API is left out: its keys are none that the fault knows of. */
  readonly withoutCall?: boolean
}

/** One fault in one place, and what a right client does about it. */
export interface HostileRow extends Story {
  readonly fault: string
  /** Other names of it (MR-…), where the mock's catalogue does not say. */
  readonly ids?: readonly string[]
  readonly expect: Expectation
  /** Where it can be met; in both generations of the provider where it is left out. */
  readonly generation?: Generation
  /** How many requests the client may send from the hostile thing on, where it is not what the scenario needs. */
  readonly requests?: Partial<RequestCounts>
}

export interface RequestCounts {
  readonly token: number
  readonly api: number
}

export function rejected(
  codes: string | readonly string[],
  names: Readonly<Record<string, unknown>> = {},
): RejectionExpected {
  return { outcome: 'rejected', codes: [codes].flat(), names }
}

export function accepted(because: string, ...warnings: string[]): AcceptanceExpected {
  return { outcome: 'accepted', because, warnings }
}

export function unmet(because: string): UnmetExpected {
  return { outcome: 'unmet', because }
}

/** What a client must be able to do, and its driver be told to, for the story of a row. */
export function abilityFor({ scenario }: HostileRow): Ability | undefined {
  return scenario === 'refresh' || scenario === 'call' ? scenario : undefined
}

/** How reports name it. */
export function titleOf({ fault, scenario, endpoint, responseMode }: HostileRow): string {
  return `${fault} (${[scenario, endpoint, responseMode].filter(Boolean).join(', ')})`
}

/** The same story with nothing done to it: it must go well. */
export function twinOf({ scenario, responseMode, flowsBefore, early, secondsBefore }: HostileRow): Story {
  return {
    scenario,
    ...(responseMode !== undefined && { responseMode }),
    ...(flowsBefore !== undefined && { flowsBefore }),
    ...(early !== undefined && { early }),
    ...(secondsBefore !== undefined && { secondsBefore }),
  }
}
