import { family } from '../family.ts'
import { certificates } from './certificates.ts'
import { keyMaterial } from './key-material.ts'
import { keySet } from './key-set.ts'
import { kid } from './kid.ts'
import { purpose } from './purpose.ts'
import { rotation } from './rotation.ts'

/** Family K, in the order of the catalogue. */
export const jwks = family('K', 'JWKS', [...keySet, ...kid, ...keyMaterial, ...purpose, ...certificates, ...rotation])
