import type { Fact } from '@mobilepay-oidc/fixtures/facts'
import type { Verdict } from '../run/verdicts.ts'
import type { ComparedResult, Side } from './input.ts'

/**
 * What a run says of a fact: `seen` as the ledger has it; `otherwise`: a check of it came out differently; `unclear`:
 * its checks met a violation that nobody has recorded as the provider's own; `unseen`: none of its checks could judge.
 */
export const factStates = ['seen', 'otherwise', 'unclear', 'unseen'] as const
export type FactState = (typeof factStates)[number]

export interface FactRow {
  readonly fact: Fact
  /** For each side: the state, and the checks that made it. */
  readonly cells: readonly FactCell[]
}

export interface FactCell {
  readonly state: FactState
  readonly checks: readonly string[]
}

/** How much of what could be judged was seen as the ledger has it. */
export interface Fidelity {
  readonly side: string
  /** ISO 8601: when the run ended. */
  readonly at: string | undefined
  readonly seen: number
  readonly judged: number
  readonly facts: number
}

const states: Readonly<Partial<Record<Verdict, FactState>>> = {
  pass: 'seen',
  known: 'seen',
  info: 'seen',
  warn: 'unclear',
  fail: 'otherwise',
  fixed: 'otherwise',
}

/** From bad to good: one check that came out differently decides. */
const weight: readonly FactState[] = ['otherwise', 'unclear', 'seen', 'unseen']

export function factRows(facts: readonly Fact[], sides: readonly Side[]): readonly FactRow[] {
  return facts.map((fact) => ({ fact, cells: sides.map((side) => cellOf(fact, side)) }))
}

export function fidelityOf(rows: readonly FactRow[], sides: readonly Side[]): readonly Fidelity[] {
  return sides.map(({ name, at }, index) => {
    const found = rows.map(({ cells }) => cells[index]?.state ?? 'unseen')
    const count = (state: FactState) => found.filter((one) => one === state).length
    return { side: name, at, seen: count('seen'), judged: found.length - count('unseen'), facts: found.length }
  })
}

function cellOf(fact: Fact, side: Side): FactCell {
  const results = (side.environments ?? [])
    .filter((environment) => concerns(fact, environment))
    .flatMap((environment) => fact.checks.flatMap((check) => side.result(environment, check) ?? []))
  const state = weight.find((candidate) => results.some((result) => stateOf(result) === candidate)) ?? 'unseen'
  const checks = results.filter((result) => stateOf(result) === state).map(({ id }) => id)
  return { state, checks: [...new Set(checks)] }
}

function stateOf({ verdict }: ComparedResult): FactState {
  return states[verdict] ?? 'unseen'
}

/** A fact about other environments says nothing about this one. */
function concerns({ environments, country }: Fact, environment: string): boolean {
  if (environments !== undefined) return environments.some((name) => name === environment)
  return country === undefined || !/-(dk|fi)$/.test(environment) || environment.endsWith(country.toLowerCase())
}
