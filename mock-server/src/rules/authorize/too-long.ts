import { limits } from '../limits.ts'
import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

function tooLong(fact: string, parameter: string, limit: number): Rule<AuthorizeInput> {
  return {
    fact,
    mend: `Send at most ${limit} characters in ${parameter}, or leave it out.`,
    refuse({ parameters }) {
      if ((parameters.get(parameter) ?? '').length <= limit) return undefined
      return refusal('invalid_request', `Invalid ${parameter}`)
    },
  }
}

export const uiLocalesTooLong = tooLong('ui-locales-too-long', 'ui_locales', limits.uiLocales)
export const loginHintTooLong = tooLong('login-hint-too-long', 'login_hint', limits.loginHint)
export const acrValuesTooLong = tooLong('acr-values-too-long', 'acr_values', limits.acrValues)
