import { api } from './api/index.ts'
import { authorize } from './authorize/index.ts'
import { callback } from './callback/index.ts'
import type { Family } from './check.ts'
import { discovery } from './discovery/index.ts'
import { idTokens } from './id-token/index.ts'
import { jwks } from './jwks/index.ts'
import { merchant } from './merchant/index.ts'
import { refresh } from './refresh/index.ts'
import { security } from './security/index.ts'
import { token } from './token/index.ts'

/** Every family of the suite, in the order of the catalogue. */
export const families: readonly Family[] = [
  discovery,
  jwks,
  authorize,
  callback,
  idTokens,
  token,
  refresh,
  merchant,
  api,
  security,
]
