import { checkReturnTo } from '../consent/return-to.ts'
import { ConfigurationError } from '../errors/mobilepay-error.ts'
import type { ConsentStart } from './consent-routes-options.ts'
import type { Incoming } from './core.ts'
import { plainAnswer, redirect, withCookies } from './responses.ts'
import type { RouteSettings } from './route-settings.ts'

/**
 * Starts a consent, and sends the browser to MobilePay with the cookie that binds the consent to it.
 *
 * @throws ConfigurationError of `startConsent`, `return-to-refused`, `consent-too-large`
 */
export async function answerStart<Request>(
  incoming: Incoming<Request>,
  settings: RouteSettings<Request>,
): Promise<Response> {
  if (incoming.method !== 'GET') return plainAnswer(405, 'Only GET starts a consent.', { allow: 'GET' })
  const { consent: wanted, client, memory, responseMode, allowReturnTo } = settings
  const start = typeof wanted === 'function' ? await wanted(incoming.request) : fromQuery(incoming.url, wanted)
  if (start instanceof Response) return start
  const { returnTo, appState, ...request } = start
  const checked = returnTo === undefined ? undefined : checkReturnTo(returnTo, allowReturnTo)
  const { url, warnings, ...consent } = await client.startConsent({ ...request, responseMode })
  for (const warning of warnings) settings.hooks.onWarning?.(warning, { request: incoming.request })
  const pending = {
    consent,
    ...(checked !== undefined && { returnTo: checked }),
    ...(appState !== undefined && { appState }),
  }
  return withCookies(redirect(url), await memory.remember(pending, incoming.cookies))
}

function fromQuery(url: string, { scopes }: Pick<ConsentStart, 'scopes'>): ConsentStart {
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1))
  const merchantVat = once(query, 'merchant_vat')
  const returnTo = once(query, 'return_to')
  return { scopes, ...(merchantVat !== undefined && { merchantVat }), ...(returnTo !== undefined && { returnTo }) }
}

function once(query: URLSearchParams, name: 'merchant_vat' | 'return_to'): string | undefined {
  const [value, ...more] = query.getAll(name)
  if (more.length === 0) return value
  throw new ConfigurationError(name === 'merchant_vat' ? 'merchant-vat-format' : 'return-to-refused')
}
