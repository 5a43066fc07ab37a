import type { Fault } from '../fault.ts'
import { idTokenHashFaults } from './id-token-hashes.ts'
import { idTokenHeaderFaults } from './id-token-header.ts'
import { idTokenNonceFaults } from './id-token-nonce.ts'
import { idTokenOtherFaults } from './id-token-others.ts'
import { idTokenPartyFaults } from './id-token-parties.ts'
import { idTokenSignatureFaults } from './id-token-signature.ts'
import { idTokenTimeFaults } from './id-token-times.ts'

/** ID tokens in front, behind and refreshed. */
export const idTokenFaults: readonly Fault[] = [
  ...idTokenPartyFaults,
  ...idTokenTimeFaults,
  ...idTokenNonceFaults,
  ...idTokenHashFaults,
  ...idTokenOtherFaults,
  ...idTokenSignatureFaults,
  ...idTokenHeaderFaults,
]
