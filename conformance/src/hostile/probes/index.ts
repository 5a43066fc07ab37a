import type { HostileRow } from '../hostile-row.ts'
import { accessTokenProbes } from './access-token.ts'
import { apiProbes } from './api.ts'
import { callbackProbes } from './callback.ts'
import { discoveryProbes } from './discovery.ts'
import { idTokenHeaders } from './id-token-header.ts'
import { idTokenParties } from './id-token-parties.ts'
import { idTokenText } from './id-token-text.ts'
import { idTokenTimes } from './id-token-times.ts'
import { idTokenValues } from './id-token-values.ts'
import { keyProbes } from './keys.ts'
import { refusalProbes } from './refusals.ts'
import { tokenAnswerText } from './token-answer-text.ts'
import { tokenAnswerValues } from './token-answer-values.ts'
import { wireCoding } from './wire-coding.ts'
import { wireFraming } from './wire-framing.ts'
import { wireStatus } from './wire-status.ts'

/** What the mock's catalogue has no fault for: the suite's own, nearly right as a rule. */
export const probeRows: readonly HostileRow[] = [
  ...discoveryProbes,
  ...keyProbes,
  ...callbackProbes,
  ...idTokenParties,
  ...idTokenTimes,
  ...idTokenValues,
  ...idTokenText,
  ...idTokenHeaders,
  ...tokenAnswerValues,
  ...tokenAnswerText,
  ...accessTokenProbes,
  ...refusalProbes,
  ...apiProbes,
  ...wireCoding,
  ...wireFraming,
  ...wireStatus,
]
