import type { Proofs } from '../observe/proof.ts'
import { idTokenProofs } from './id-token.ts'

/** One proof, or several, for every fault of the catalogue. */
export const proofs: Proofs = { ...idTokenProofs }
