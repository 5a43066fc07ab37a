import type { Proofs } from '../observe/proof.ts'
import { accessTokenProofs } from './access-token.ts'
import { apiProofs } from './api.ts'
import { authorizeProofs } from './authorize.ts'
import { backIdTokenProofs } from './back-id-token.ts'
import { callbackProofs } from './callback.ts'
import { discoveryProofs } from './discovery.ts'
import { frontIdTokenProofs } from './front-id-token.ts'
import { httpProofs } from './http.ts'
import { idTokenProofs } from './id-token.ts'
import { keysProofs } from './keys.ts'
import { merchantProofs } from './merchant.ts'
import { pagesProofs } from './pages.ts'
import { refreshProofs } from './refresh.ts'
import { revocationProofs } from './revocation.ts'
import { tokenEndpointProofs } from './token-endpoint.ts'
import { tokenRequestProofs } from './token-requests.ts'
import { wireProofs } from './wire.ts'

/** One proof, or several, for every fault of the catalogue. */
export const proofs: Proofs = {
  ...discoveryProofs,
  ...keysProofs,
  ...authorizeProofs,
  ...callbackProofs,
  ...frontIdTokenProofs,
  ...backIdTokenProofs,
  ...idTokenProofs,
  ...accessTokenProofs,
  ...tokenEndpointProofs,
  ...tokenRequestProofs,
  ...refreshProofs,
  ...revocationProofs,
  ...merchantProofs,
  ...apiProofs,
  ...pagesProofs,
  ...httpProofs,
  ...wireProofs,
}
