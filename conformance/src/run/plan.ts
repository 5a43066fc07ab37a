import type { Check, Family } from '../checks/check.ts'

/**
 * The checks that a selection names: ids (`D-03`) or whole families (`K`), in the order of the catalogue.
 * Returns the words that name nothing instead, when there are any.
 */
export function selectChecks(
  families: readonly Family[],
  selection: readonly string[] | undefined,
): { readonly checks: readonly Check[]; readonly unknown: readonly string[] } {
  const all = families.flatMap((family) => family.checks)
  if (!selection) return { checks: all, unknown: [] }
  const wanted = new Set(selection.map((word) => word.toUpperCase()))
  const familyOf = (check: Check) => check.id.replace(/-.*/, '')
  const names = new Set(all.flatMap((check) => [check.id, familyOf(check)]))
  return {
    checks: all.filter((check) => wanted.has(check.id) || wanted.has(familyOf(check))),
    unknown: [...wanted].filter((word) => !names.has(word)),
  }
}
