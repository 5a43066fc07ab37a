import { checkClientOptions } from '../../client-options.ts'
import type { ProductScope } from '../../consent/scopes.ts'
import { Provider } from '../../provider/provider.ts'
import { clientOptions } from '../open-client.ts'
import type { Settings } from '../settings.ts'
import type { Terminal } from '../terminal.ts'
import { checkClock } from './check-clock.ts'
import { checkCredentials } from './check-credentials.ts'
import { checkNetwork } from './check-network.ts'
import { checkProvider } from './check-provider.ts'
import { checkRedirectUri } from './check-redirect-uri.ts'
import { checkStore } from './check-store.ts'
import { type Finding, fromError, ok, skipped } from './finding.ts'

/** Looks at everything that a consent needs, in the order in which it is needed. Nobody logs in, nothing is changed. */
export async function examine(
  settings: Settings,
  scopes: readonly ProductScope[],
  terminal: Pick<Terminal, 'env' | 'signal'>,
): Promise<readonly Finding[]> {
  const options = checked(settings)
  if ('check' in options) return [options]
  const { environment, fetch, timeoutMs, clockToleranceSeconds } = options
  const provider = new Provider(options)
  const network = await checkNetwork(addresses(options.environment), timeoutMs, isProxied(terminal.env))
  const clock = await checkClock(environment.discoveryUrl, fetch, timeoutMs, clockToleranceSeconds)
  const found = await checkProvider(provider, options)
  const metadata = await provider.metadata().catch(() => undefined)
  const asked = metadata
    ? [await checkCredentials(metadata, options), await checkRedirectUri(provider, options, scopes)]
    : ['client', 'redirect-uri'].map((check) => skipped(check, 'there is no discovery document'))
  const store = metadata
    ? await checkStore(settings, terminal)
    : skipped('connections', 'there is no discovery document')
  const configuration = ok('configuration', `Client ${options.clientId} in ${settings.environmentLabel}.`)
  return [configuration, ...network, clock, ...found, ...asked, store]
}

function checked(settings: Settings) {
  try {
    return checkClientOptions(clientOptions(settings))
  } catch (error) {
    return fromError('configuration', error)
  }
}

function addresses({ discoveryUrl, apiUrl }: { readonly discoveryUrl: URL; readonly apiUrl: URL }): readonly URL[] {
  return [discoveryUrl, apiUrl]
}

/** Node sends `fetch` through a proxy only when it is told to look at these variables. */
function isProxied(env: Terminal['env']): boolean {
  return Boolean(env.NODE_USE_ENV_PROXY && (env.HTTPS_PROXY || env.https_proxy))
}
