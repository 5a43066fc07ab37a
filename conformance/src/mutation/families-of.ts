import type { Family } from '../checks/check.ts'
import { families } from '../checks/families.ts'
import type { Defect } from './defect.ts'

/** Families that look at what a group of faults changes. Others have nothing to do with it, and would only cost time. */
const familiesOfGroup: Readonly<Record<Defect['group'], string>> = {
  discovery: 'DK',
  keys: 'DKI',
  authorize: 'ACITMS',
  callback: 'ACITS',
  'id-token': 'DKCITR',
  'access-token': 'TRMP',
  'token-endpoint': 'TRIS',
  refresh: 'TRMP',
  revocation: 'RS',
  merchant: 'AMPS',
  api: 'PMS',
  pages: 'ACS',
  http: 'DKATPS',
  wire: 'DKATPS',
}

/** Provider families that may see the defect; all of them where asked for. */
export function familiesFor(defects: readonly Defect[], everything: boolean): readonly Family[] {
  const providers = families.filter(({ id }) => id !== 'RP')
  if (everything) return providers
  const wanted = new Set(
    defects.flatMap(({ group, expectedChecks }) => [
      ...familiesOfGroup[group],
      ...expectedChecks.map((id) => id.replace(/-.*/, '')),
    ]),
  )
  return providers.filter(({ id }) => wanted.has(id))
}
