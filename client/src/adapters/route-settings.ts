import type { ResponseMode } from '../client-options.ts'
import type { ConsentMemory } from '../consent/consent-memory.ts'
import { ConfigurationError } from '../errors/mobilepay-error.ts'
import type { ConsentRoutesOptions } from './consent-routes-options.ts'

type Hooks = 'onConnected' | 'onWarning' | 'onError'

/** The options after the defaults were filled in. */
export interface RouteSettings<Request> extends Pick<ConsentRoutesOptions<Request>, 'client' | 'consent'> {
  readonly hooks: Pick<ConsentRoutesOptions<Request>, Hooks>
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
  const { client, consent, remember, responseMode = 'form_post', returnTo, allowReturnTo = [] } = options
  const startPath = options.startPath ?? '/mobilepay/start'
  const callbackPath = options.callbackPath ?? new URL(client.redirectUri).pathname
  if (!startPath.startsWith('/') || startPath === callbackPath) throw invalid('startPath', 'a path of its own')
  if (!callbackPath.startsWith('/')) throw invalid('callbackPath', 'a path')
  return {
    client,
    consent,
    hooks: options,
    memory: typeof remember === 'object' ? remember : client.consentMemory(remember),
    responseMode,
    startPath,
    callbackPath,
    returnTo: returnTo === undefined ? undefined : fixedAddress(returnTo, client.redirectUri),
    allowReturnTo,
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
