import type { Check } from '../checks/check.ts'
import { classify, type Difference, differences } from './classify.ts'
import type { ComparedResult, Side } from './input.ts'

/** One check in one environment, on all sides; the classes are against the first. */
export interface Row {
  readonly check: string
  readonly title: string
  readonly environment: string
  readonly cells: readonly Cell[]
}

export interface Cell {
  readonly result: ComparedResult | undefined
  /** Undefined on the first side, and where it is the same there. */
  readonly difference: Difference | undefined
}

export interface Comparison {
  readonly sides: readonly Side[]
  readonly environments: readonly string[]
  /** The rows that differ somewhere. */
  readonly rows: readonly Row[]
  /** How many checks and environments were compared. */
  readonly compared: number
  readonly summary: Readonly<Record<Difference, number>>
}

/** The sides have no environment in common, and no way to pair what they have. */
export class NothingInCommon extends Error {
  override readonly name = 'NothingInCommon'
}

/**
 * Sets sides side by side, the first as what the others are held against. Environments that all have are compared; of
 * runs with one environment each, those, whatever their names.
 * @param checks those of this version, in their order; what other versions have comes after them
 * @throws NothingInCommon
 */
export function compare(sides: readonly Side[], checks: readonly Check[]): Comparison {
  const environments = environmentsOf(sides)
  const titles = titlesOf(sides, checks)
  const all = environments.flatMap(({ label, of }) =>
    [...titles].map(([check, title]): Row => {
      const results = sides.map((side) => side.result(of(side), check))
      const [first] = results
      const cells = results.map((result, index) => ({
        result,
        difference: index === 0 || doesNotConcern(result, sides[0]) ? undefined : classify(first, result),
      }))
      return { check, title, environment: label, cells }
    }),
  )
  const compared = all.filter(({ cells }) =>
    cells.some(({ result }, index) => result !== undefined && sides[index]?.environments !== undefined),
  )
  const rows = compared.filter(({ cells }) => cells.some(({ difference }) => difference !== undefined))
  const found = rows.flatMap(({ cells }) => cells.flatMap(({ difference }) => difference ?? []))
  const summary = Object.fromEntries(
    differences.map((name) => [name, found.filter((difference) => difference === name).length]),
  ) as Record<Difference, number>
  return { sides, environments: environments.map(({ label }) => label), rows, compared: compared.length, summary }
}

function titlesOf(sides: readonly Side[], checks: readonly Check[]): ReadonlyMap<string, string> {
  const others = sides.flatMap((side) => [...side.checks].map(([id, title = id]) => [id, title] as const))
  return new Map([
    ...checks.map(({ id, title }) => [id, title] as const),
    ...others.filter(([id]) => !hasCheck(checks, id)),
  ])
}

function hasCheck(checks: readonly Check[], wanted: string): boolean {
  return checks.some(({ id }) => id === wanted)
}

/** What a run left out, and what the specification does not ask of a subject, is no difference from it. */
function doesNotConcern(result: ComparedResult | undefined, first: Side | undefined): boolean {
  return first?.environments === undefined && (result === undefined || result.verdict === 'inapplicable')
}

/** Rows that differ in their environment alone, as one. */
export function mergeRows(rows: readonly Row[]): readonly (Omit<Row, 'environment'> & {
  readonly environments: readonly string[]
})[] {
  const groups = Map.groupBy(rows, ({ check, cells }) =>
    JSON.stringify([
      check,
      cells.map(({ result, difference }) => [difference, result?.verdict, result?.actual, result?.reason]),
    ]),
  )
  return [...groups.values()].flatMap((members) => {
    const [first] = members
    if (!first) return []
    const { environment: _environment, ...rest } = first
    return [{ ...rest, environments: members.map(({ environment }) => environment) }]
  })
}

interface Pairing {
  readonly label: string
  of(side: Side): string
}

function environmentsOf(sides: readonly Side[]): readonly Pairing[] {
  const lists = sides.flatMap(({ environments }) => (environments ? [environments] : []))
  const [first = ['the specification'], ...more] = lists
  const common = first.filter((name) => more.every((list) => list.includes(name)))
  if (common.length > 0) return common.map((label) => ({ label, of: () => label }))
  if (lists.every((list) => list.length === 1)) {
    return [{ label: lists.flat().join(' / '), of: ({ environments = [] }) => environments[0] ?? '' }]
  }
  throw new NothingInCommon('The runs have no environment in common.')
}
