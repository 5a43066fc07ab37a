import type { Fault } from '../fault.ts'
import { changeClaims, issuing } from './on-tokens.ts'

/** Claims of the ID token in front. */
export const idTokenFaults: readonly Fault[] = [
  {
    name: 'front-id-token-nonce-missing',
    group: 'id-token',
    breaks: 'The ID token of the callback has no nonce.',
    spec: 'OIDCC 3.3.2.11',
    expected: 'The client rejects the callback and makes no token request.',
    ids: ['PD-085', 'MR-035'],
    endpoints: issuing,
    at: { token: changeClaims('front-id-token', ({ nonce: _nonce, ...claims }) => claims) },
  },
]
