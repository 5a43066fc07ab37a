import { gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const idTokenProofs: Proofs = {
  'front-id-token-nonce-missing': { changes: { '*.callback.front.claims.nonce': gone } },
}
