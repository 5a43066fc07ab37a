import type { Check, Family, Level } from '../checks/check.ts'
import { clientFamily } from '../checks/client/index.ts'
import { families as providerFamilies } from '../checks/families.ts'
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
  if (first)
    throw new UsageError(
      elsewhere(first.word, families) ??
        `There is no ${first.kind} ${first.word}${nearest(first.word, first.candidates)}`,
    )
  const { failed } = selection
  if (failed) requireKnown(failed, families)
  if (checks.length === 0 && failed?.length !== 0)
    throw new UsageError('No check fits all of the selection; --list shows what a part of it selects.')
  return checks
}

/** What is said of a check or family that another kind of subject has; undefined where none has it. */
function elsewhere(word: string, families: readonly Family[]): string | undefined {
  const isOfClients = families.every((family) => family === clientFamily)
  const others = isOfClients ? providerFamilies : [clientFamily]
  if (select(others, { named: [word] }).checks.length === 0) return undefined
  return isOfClients
    ? `${word} is about providers: leave --subject client and --driver out.`
    : `${word} is about clients: add --subject client, or --driver.`
}

/** Reports of other versions, subjects and configurations have failures that cannot be run again. */
function requireKnown(failed: readonly string[], families: readonly Family[]): void {
  const looks = failed.filter((id) => id.startsWith('PRE-'))
  if (failed.length > 0 && looks.length === failed.length)
    throw new UsageError(
      `That run ended with its configuration (${looks.join(', ')}): mend it, and run the same again.`,
    )
  const rest = failed.filter((id) => !looks.includes(id))
  if (rest.length === 0 || select(families, { named: rest }).checks.length > 0) return
  const [first = ''] = rest
  throw new UsageError(
    `What failed in that report is no check here: ${elsewhere(first, families) ?? `${rest.join(', ')}.`}`,
  )
}

function selectionOf(flags: SelectionFlags): Selection {
  const named = namesOf(flags)
  const sections = listOf('section', flags.section)
  const wanted = listOf('level', flags.level)?.map(readLevel)
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
  const all = [words, listOf('check', check), listOf('family', family)]
  return all.every((list) => list === undefined) ? undefined : all.flatMap((list) => list ?? [])
}

function listOf(flag: string, lists: readonly string[] | undefined): readonly string[] | undefined {
  const words = wordsOf(lists)
  if (words?.length === 0) throw new UsageError(`--${flag} names nothing: give one or more, such as --${flag} A,B.`)
  return words
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
