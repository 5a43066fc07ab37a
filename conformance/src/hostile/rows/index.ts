import type { HostileRow } from '../hostile-row.ts'
import { probeRows } from '../probes/index.ts'
import { apiRows } from './api.ts'
import { callbackRows } from './callback.ts'
import { discoveryRows } from './discovery.ts'
import { byFragment } from './fragment.ts'
import { idTokenRows } from './id-token.ts'
import { keyRows } from './keys.ts'
import { refreshRows } from './refresh.ts'
import { tokenEndpointRows } from './token-endpoint.ts'
import { transportRows } from './transport.ts'

/** Every hostile thing that a client can meet, in the order in which it would. */
export const hostileRows: readonly HostileRow[] = [
  ...discoveryRows,
  ...keyRows,
  ...callbackRows,
  ...idTokenRows,
  ...byFragment([...callbackRows, ...idTokenRows]),
  ...tokenEndpointRows,
  ...refreshRows,
  ...apiRows,
  ...transportRows,
  ...probeRows,
]
