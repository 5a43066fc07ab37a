import type { ClientOptions } from '../../client-options.ts'
import type { ProductScope } from '../../consent/scopes.ts'
import { startConsent } from '../../consent/start-consent.ts'
import { errorPageCauses } from '../../errors/error-page-causes.ts'
import { readLimited } from '../../http/read-limited.ts'
import type { Provider } from '../../provider/provider.ts'
import { type Finding, failed, fromError, ok, warned } from './finding.ts'

const pageLimit = 256 * 1024

/**
 * Whether an authorization request of this client would be accepted: one with `prompt=none` is sent, which shows nobody
 * a login. An accepted one is answered at the redirect URI, with `login_required`; a refused one with MobilePay's error
 * page, which shows a code and nothing else.
 *
 * @see OIDCC section 3.1.2.6; RFC 6749 section 4.1.2.1
 */
export async function checkRedirectUri(
  provider: Provider,
  options: ClientOptions,
  scopes: readonly ProductScope[],
): Promise<Finding> {
  try {
    const { url } = await startConsent({ scopes, responseMode: 'fragment' }, provider, options)
    const location = await locationOf(new URL(`${url}&prompt=none`), options)
    if (location?.href.split('#')[0] === new URL(options.redirectUri).href) {
      return ok('redirect-uri', `${options.redirectUri} is registered, and ${scopes.join(' and ')} may be asked for.`)
    }
    return refused(location && (await codeOnPage(location, options)), options)
  } catch (error) {
    return fromError('redirect-uri', error)
  }
}

async function locationOf(url: URL, options: ClientOptions): Promise<URL | undefined> {
  const answer = await get(url, options)
  await answer.body?.cancel()
  return URL.parse(answer.headers.get('location') ?? '', url.href) ?? undefined
}

function get(url: URL, { fetch, timeoutMs }: ClientOptions): Promise<Response> {
  return fetch(url.href, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
}

/** The one of the known codes that the error page shows. Only a page on a pinned host is opened. */
async function codeOnPage(page: URL, options: ClientOptions): Promise<string | undefined> {
  if (!options.environment.hosts.has(page.host)) return undefined
  const bytes = await readLimited(await get(page, options), pageLimit)
  const text = new TextDecoder().decode(bytes)
  return Object.keys(errorPageCauses).find((code) => new RegExp(`\\b${code}\\b`).test(text))
}

function refused(code: string | undefined, { redirectUri }: ClientOptions): Finding {
  const [cause] = code === undefined ? [] : (errorPageCauses[code] ?? [])
  if (cause === undefined) {
    const sentence = 'The answer to an authorization request is neither at the redirect URI nor a page that is known.'
    return warned('redirect-uri', sentence, 'Try mobilepay login, and look at what the browser shows.')
  }
  const sentence = `MobilePay refuses an authorization request of this client with ${redirectUri} (${code}).`
  return failed('redirect-uri', sentence, `Most likely ${cause}.`)
}
