import type { Seen } from './observation.ts'

/** Stands for a path that is there no more, or was not there before. */
export const gone = 'gone'

export interface Change {
  readonly before: string
  readonly after: string
}

export type Changes = ReadonlyMap<string, Change>

export function difference(before: Seen, after: Seen): Changes {
  const paths = new Set([...before.keys(), ...after.keys()])
  const changes = [...paths].map((path) => {
    return [path, { before: before.get(path) ?? gone, after: after.get(path) ?? gone }] as const
  })
  return new Map(changes.filter(([, change]) => change.before !== change.after))
}

/** What a path ought to show: a text, in which `{1}` and `{2}` are steps of the path, or whatever a function says yes to. */
export type Expected = string | ((change: Change) => boolean)

/** For what is random: it is another value than without the fault. */
export function anything({ before, after }: Change): boolean {
  return after !== gone && after !== before
}

/**
 * The changes that a fault makes: path → what is seen there with it. In a path, `*` stands for one step or a part of
 * one, `**` for any number of steps, `{a,b}` for either; every path that it meets must have changed.
 */
export type ExpectedChanges = Readonly<Record<string, Expected>>

/** What does not agree with what was expected, in words; nothing where all does. */
export function disagreements(before: Seen, after: Seen, expected: ExpectedChanges): readonly string[] {
  const changes = difference(before, after)
  const paths = [...new Set([...before.keys(), ...after.keys()])]
  const explained = new Set<string>()
  const wrong: string[] = []
  for (const [pattern, value] of Object.entries(expected)) {
    const expression = toExpression(pattern)
    const met = paths.filter((path) => expression.test(path))
    if (met.length === 0) wrong.push(`${pattern} meets nothing.`)
    for (const path of met) {
      explained.add(path)
      const change = changes.get(path)
      if (!change) wrong.push(`${path} has not changed: ${before.get(path)}`)
      else if (!meets(path, change, value)) wrong.push(`${path} is ${change.after}, expected ${String(value)}`)
    }
  }
  for (const [path, change] of changes) {
    if (!explained.has(path)) wrong.push(`${path} changed unexpectedly: ${change.before} → ${change.after}`)
  }
  return wrong
}

function meets(path: string, change: Change, expected: Expected): boolean {
  if (typeof expected !== 'string') return expected(change)
  const steps = path.split('.')
  return change.after === expected.replace(/\{([12])\}/g, (_all, step: string) => steps[Number(step) - 1] ?? '')
}

function toExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_all, names: string) => `(?:${names.replaceAll(',', '|')})`)
    .replace(/\*+/g, (stars) => (stars === '*' ? '[^.]*' : '.*'))
  return new RegExp(`^${source}$`)
}
