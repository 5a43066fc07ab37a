import type { Check } from '../checks/check.ts'
import { families } from '../checks/families.ts'
import type { Defect } from './defect.ts'

/** Families that look at what a group of faults changes. Others have nothing to do with it, and would only cost time. */
const familiesOfGroup: Readonly<Record<Defect['group'], string>> = {
  discovery: 'DK',
  keys: 'DKI',
  authorize: 'AC',
  callback: 'AC',
  'id-token': 'IR',
  'access-token': 'TRP',
  'token-endpoint': 'TI',
  refresh: 'RM',
  revocation: 'R',
  merchant: 'M',
  api: 'P',
  pages: 'AS',
  http: 'DTS',
  wire: 'DTS',
}

const checks = families.filter(({ id }) => id !== 'RP').flatMap((family) => family.checks)
const familyOf = (id: string) => id.replace(/-.*/, '')

/** The checks that may see a defect: those of its group's families, and of the families by which it is to be caught. */
export function checksFor({ group, expectedChecks, alsoProves }: Defect, everything: boolean): readonly Check[] {
  if (everything) return checks
  const wanted = new Set([...familiesOfGroup[group], ...[...expectedChecks, ...alsoProves].map(familyOf)])
  return checks.filter(({ id }) => wanted.has(familyOf(id)))
}

/** The checks that are to see either of two defects, where somebody has said which, else all that may. */
export function checksForPair(defects: readonly Defect[], everything: boolean): readonly Check[] {
  const wanted = new Set(
    defects.flatMap((defect) =>
      defect.expectedChecks.length > 0 ? defect.expectedChecks : checksFor(defect, everything).map(({ id }) => id),
    ),
  )
  return checks.filter(({ id }) => everything || wanted.has(id))
}

export const providerChecks: readonly Check[] = checks
