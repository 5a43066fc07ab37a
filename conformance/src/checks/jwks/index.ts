import type { Family } from '../check.ts'
import { certificates } from './certificates.ts'
import { keyMaterial } from './key-material.ts'
import { keySet } from './key-set.ts'
import { kid } from './kid.ts'
import { purpose } from './purpose.ts'
import { rotation } from './rotation.ts'

/** Family K, in the order of the catalogue. */
export const jwks: Family = {
  id: 'K',
  title: 'JWKS',
  checks: [...keySet, ...kid, ...keyMaterial, ...purpose, ...certificates, ...rotation].sort((one, other) =>
    one.id.localeCompare(other.id),
  ),
}
