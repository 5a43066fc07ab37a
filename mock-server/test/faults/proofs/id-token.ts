import { anything, gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const idTokenProofs: Proofs = {
  'sub-changes-every-login': {
    changes: {
      '*.*.*.claims.sub': anything,
    },
  },
  'token-claims-set': {
    changes: {
      '*.callback.front.claims.amr': gone,
      '*.callback.front.claims.nonce': '"set"',
    },
    order: { parameters: { kind: 'front-id-token', set: { nonce: 'set' }, remove: ['amr'] } },
  },
  'token-header-set': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.header.x5t': gone,
      '*.{tokens,refresh-1,refresh-2}.access.header.typ': '"set"',
    },
    order: { parameters: { kind: 'access-token', set: { typ: 'set' }, remove: ['x5t'] } },
  },
}
