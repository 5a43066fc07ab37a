import type { Flaw } from '../support/flawed-program.ts'
import { answerFlaws } from './answers.ts'
import { beginningFlaws } from './beginnings.ts'
import { browserFlaws } from './browser.ts'
import { callbackFlaws } from './callback.ts'
import { callFlaws } from './calls.ts'
import { discoveryFlaws } from './discovery.ts'
import { idTokenFlaws } from './id-tokens.ts'
import { leakFlaws } from './leaks.ts'
import { redemptionFlaws } from './redemptions.ts'
import { requestFlaws } from './requests.ts'
import { settingsFlaws } from './settings.ts'

/** Clients with one flaw each, and the check that has to see it. */
export const flaws: readonly Flaw[] = [
  ...beginningFlaws,
  ...requestFlaws,
  ...discoveryFlaws,
  ...callbackFlaws,
  ...browserFlaws,
  ...idTokenFlaws,
  ...answerFlaws,
  ...redemptionFlaws,
  ...callFlaws,
  ...leakFlaws,
  ...settingsFlaws,
]
