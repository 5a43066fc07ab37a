import type { ConsentRequest } from '../../consent/start-consent.ts'
import { UsageError } from '../usage-error.ts'

export const loginOptions = {
  vat: { type: 'string' },
  scope: { type: 'string', multiple: true },
  'response-mode': { type: 'string' },
  'login-hint': { type: 'string' },
  language: { type: 'string' },
  'no-open': { type: 'boolean' },
  headless: { type: 'boolean' },
  timeout: { type: 'string' },
} as const

export interface ConsentValues {
  readonly vat?: string | undefined
  readonly scope?: readonly string[] | undefined
  readonly 'response-mode'?: string | undefined
  readonly 'login-hint'?: string | undefined
  readonly language?: string | undefined
}

/**
 * The consent to ask for. Scopes are checked by the client itself.
 *
 * @throws UsageError
 */
export function consentRequest(values: ConsentValues): ConsentRequest {
  const mode = values['response-mode'] ?? 'form_post'
  if (mode !== 'form_post' && mode !== 'fragment') {
    throw new UsageError(`--response-mode is form_post or fragment, not ${mode}.`)
  }
  return {
    scopes: (values.scope ?? ['invoice']) as ConsentRequest['scopes'],
    responseMode: mode,
    ...(values.vat !== undefined && { merchantVat: values.vat }),
    ...(values['login-hint'] !== undefined && { loginHint: values['login-hint'] }),
    ...(values.language !== undefined && { uiLocales: [values.language] }),
  }
}
