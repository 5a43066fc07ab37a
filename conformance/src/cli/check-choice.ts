import type { Check, Family, Level } from '../checks/check.ts'
import { type Selection, select } from '../run/selection.ts'
import type { Verdict } from '../run/verdicts.ts'
import { wordsOf } from './arguments.ts'
import { readReport } from './read-report.ts'
import { nearest, UsageError } from './usage-error.ts'

export interface SelectionFlags {
  readonly only?: string | undefined
  readonly check?: readonly string[] | undefined
  readonly family?: readonly string[] | undefined
  readonly section?: readonly string[] | undefined
  readonly level?: readonly string[] | undefined
  readonly 'only-failed'?: string | undefined
}

const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY']
const notThrough: readonly Verdict[] = ['fail', 'fixed', 'config', 'inconclusive']

/**
 * The checks that the flags choose, in the order of the catalogue; none where `--only-failed` names a report in which
 * nothing failed.
 * @param families that may be chosen from
 * @throws UsageError on a word that names nothing, with the nearest ones
 */
export function readSelection(flags: SelectionFlags, families: readonly Family[]): readonly Check[] {
  const selection = selectionOf(flags)
  const { checks, unknown } = select(families, selection)
  const [first] = unknown
  if (first) throw new UsageError(`There is no ${first.kind} ${first.word}${nearest(first.word, first.candidates)}`)
  if (checks.length === 0 && selection.failed === undefined)
    throw new UsageError('No check fits all of the selection; --list shows what a part of it selects.')
  return checks
}

function selectionOf(flags: SelectionFlags): Selection {
  const named = namesOf(flags)
  const sections = wordsOf(flags.section)
  const wanted = wordsOf(flags.level)?.map(readLevel)
  const failed = flags['only-failed']
  return {
    ...(named && { named }),
    ...(sections && { sections }),
    ...(wanted && { levels: wanted }),
    ...(failed !== undefined && { failed: failedIn(failed) }),
  }
}

function namesOf({ only, check, family }: SelectionFlags): readonly string[] | undefined {
  const words = wordsOf(only === undefined ? undefined : [only])
  if (words?.length === 0)
    throw new UsageError('--only names no check: give ids such as D-03,K-01, or a family such as K.')
  const all = [words, wordsOf(check), wordsOf(family)]
  return all.every((list) => list === undefined) ? undefined : all.flatMap((list) => list ?? [])
}

function readLevel(word: string): Level {
  const level = levels.find((candidate) => candidate === word.toUpperCase())
  if (level) return level
  throw new UsageError(`There is no level ${word}: choose must, should or may.`)
}

function failedIn(path: string): readonly string[] {
  return readReport(path)
    .checks.filter(({ verdict }) => notThrough.includes(verdict))
    .map(({ id }) => id)
}
