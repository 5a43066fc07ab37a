import type { Fault } from '../fault.ts'
import { tokenErrorFaults } from './token-endpoint-errors.ts'
import { tokenLeniencyFaults } from './token-endpoint-leniency.ts'
import { tokenRequestFaults } from './token-endpoint-requests.ts'
import { tokenResponseFaults } from './token-endpoint-response.ts'

/** The token endpoint: what it takes, what it answers, how it refuses. */
export const tokenEndpointFaults: readonly Fault[] = [
  ...tokenLeniencyFaults,
  ...tokenRequestFaults,
  ...tokenResponseFaults,
  ...tokenErrorFaults,
]
