import type { HostileRow } from '../hostile-row.ts'

/** Who checks the answer to the one mode may have forgotten the other: the same of every kind, by fragment. */
const faults = [
  'callback-state-wrong',
  'callback-state-of-other-session',
  'callback-state-missing',
  'callback-iss-wrong',
  'callback-code-missing',
  'callback-id-token-missing',
  'callback-code-swapped',
  'callback-error-beside-code',
  'front-id-token-signature-bit-flipped',
  'front-id-token-alg-none',
  'front-id-token-iss-wrong',
  'front-id-token-aud-wrong',
  'front-id-token-exp-past',
  'front-id-token-nonce-wrong',
  'front-id-token-nonce-missing',
  'front-id-token-replayed',
  'front-id-token-c-hash-wrong',
  'front-id-token-c-hash-missing',
  'front-id-token-claim-added',
]

/** Rows of the callback once more, where the answer comes behind the `#` of the redirect URI. */
export function byFragment(rows: readonly HostileRow[]): readonly HostileRow[] {
  return rows
    .filter(({ fault, scenario }) => scenario === 'consent' && faults.includes(fault))
    .map((row) => ({ ...row, responseMode: 'fragment' }))
}
