import type { Check, Family, Level } from '../checks/check.ts'
import { familyOf } from '../reports/words.ts'
import { isWithin, normalSection, sectionsOf } from './sections.ts'

/** What a run is narrowed to; what is left out narrows nothing. */
export interface Selection {
  /** Ids (`D-03`) and families (`K`), in any letter case. */
  readonly named?: readonly string[]
  /** Sections of specifications, such as `oidcc-3.3.2.11`, `oidcc-3.3` or `rfc9700`. */
  readonly sections?: readonly string[]
  readonly levels?: readonly Level[]
  /** Ids that an earlier run did not come through with. */
  readonly failed?: readonly string[]
}

/** A word of a selection that names nothing, and the words that would. */
export interface UnknownWord {
  readonly kind: 'check' | 'family' | 'section'
  readonly word: string
  readonly candidates: readonly string[]
}

export interface Selected {
  readonly checks: readonly Check[]
  readonly unknown: readonly UnknownWord[]
}

/** The checks that fit every part of the selection, in the order of the catalogue. */
export function select(families: readonly Family[], selection: Selection): Selected {
  const all = families.flatMap(({ checks }) => checks)
  const { named, sections, levels, failed } = selection
  const wantedNames = named?.map((word) => word.toUpperCase())
  const wantedSections = sections?.map(normalSection)
  const fits = (check: Check) =>
    (wantedNames?.some((word) => word === check.id || word === familyOf(check.id)) ?? true) &&
    (wantedSections?.some((wanted) => sectionsOf(check.spec).some((own) => isWithin(own, wanted))) ?? true) &&
    (levels?.includes(check.level) ?? true) &&
    (failed?.includes(check.id) ?? true)
  return { checks: all.filter(fits), unknown: unknownWords(all, wantedNames ?? [], wantedSections ?? []) }
}

function unknownWords(
  all: readonly Check[],
  names: readonly string[],
  sections: readonly string[],
): readonly UnknownWord[] {
  const known = [...new Set(all.flatMap(({ id }) => [familyOf(id), id]))]
  const knownSections = [...new Set(all.flatMap(({ spec }) => sectionsOf(spec)))]
  return [
    ...names
      .filter((word) => !known.includes(word))
      .map((word) => ({
        kind: word.includes('-') ? ('check' as const) : ('family' as const),
        word,
        candidates: known,
      })),
    ...sections
      .filter((word) => !knownSections.some((section) => isWithin(section, word)))
      .map((word) => ({ kind: 'section' as const, word, candidates: knownSections })),
  ]
}
