import type { ResponseMode } from '../client-options.ts'
import type { ConsentMemory } from '../consent/consent-memory.ts'
import { ConfigurationError } from '../errors/mobilepay-error.ts'
import type { ConsentRoutesOptions } from './consent-routes-options.ts'

/** The options after the defaults were filled in. */
export type RouteSettings<Request> = Pick<
  ConsentRoutesOptions<Request>,
  'client' | 'consent' | 'onConnected' | 'onError'
> & {
  readonly memory: ConsentMemory
  readonly responseMode: ResponseMode
  readonly startPath: string
  readonly callbackPath: string
  /** Absolute. */
  readonly returnTo: string | undefined
  readonly allowReturnTo: readonly string[]
}

/** @throws ConfigurationError `option-invalid`, `sealing-keys-missing` */
export function routeSettings<Request>(options: ConsentRoutesOptions<Request>): RouteSettings<Request> {
  const { client, consent, onConnected, onError, remember, responseMode = 'form_post', allowReturnTo = [] } = options
  const startPath = options.startPath ?? '/mobilepay/start'
  const callbackPath = options.callbackPath ?? new URL(client.redirectUri).pathname
  if (!startPath.startsWith('/') || startPath === callbackPath) throw invalid('startPath', 'a path of its own')
  if (!callbackPath.startsWith('/')) throw invalid('callbackPath', 'a path')
  return {
    client,
    consent,
    memory: typeof remember === 'object' ? remember : client.consentMemory(remember),
    responseMode,
    startPath,
    callbackPath,
    returnTo: options.returnTo === undefined ? undefined : fixedAddress(options.returnTo, client.redirectUri),
    allowReturnTo,
    ...(onConnected && { onConnected }),
    ...(onError && { onError }),
  }
}

/** From the integrator's own code, so it may lead to another site, but to a page. */
function fixedAddress(returnTo: string, redirectUri: string): string {
  const url = URL.parse(returnTo, redirectUri)
  if (url && /^https?:$/.test(url.protocol)) return url.href
  throw invalid('returnTo', 'a path or an https address')
}

function invalid(option: string, allowed: string): ConfigurationError {
  return new ConfigurationError('option-invalid', { details: { option, allowed } })
}
