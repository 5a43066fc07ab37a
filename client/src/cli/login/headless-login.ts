import type { Connection } from '../../connections/connection.ts'
import type { StartedConsent } from '../../consent/start-consent.ts'
import { isLoopback } from '../../http/check-address.ts'
import type { MobilePayClient } from '../../mobilepay-client.ts'
import { UsageError } from '../usage-error.ts'
import { hiddenFields } from './hidden-fields.ts'

/** A mock redirects three times at most on the way. */
const mostRedirects = 10

/**
 * Consents without a browser, for CI: follows the redirects of a mock on this machine that logs in and consents by
 * itself. MobilePay's own login is for people, and never asked like this.
 *
 * @throws UsageError where it is no such mock
 */
export async function headlessLogin(client: MobilePayClient, consent: StartedConsent): Promise<Connection> {
  if (!isLoopback(new URL(consent.url))) {
    throw new UsageError('--headless is for a mock on this machine; a merchant logs in with a browser.')
  }
  return client.completeConsent(await answerOf(consent), consent)
}

/** What the browser would bring back to the redirect URI. */
async function answerOf({ url, redirectUri, responseMode }: StartedConsent): Promise<URLSearchParams> {
  const cookies = new Map<string, string>()
  let address = new URL(url)
  for (let redirects = 0; redirects < mostRedirects; redirects += 1) {
    const response = await fetch(address, { redirect: 'manual', headers: { cookie: cookieHeader(cookies) } })
    keepCookies(response, cookies)
    const location = response.headers.get('location')
    if (location === null) return formIn(await response.text(), redirectUri)
    const next = new URL(location, address)
    if (responseMode === 'fragment' && location.startsWith(redirectUri)) return new URLSearchParams(next.hash.slice(1))
    if (next.origin !== address.origin) break
    address = next
  }
  throw needsPerson()
}

function formIn(html: string, redirectUri: string): URLSearchParams {
  const form = hiddenFields(html)
  if (form?.action === redirectUri) return form.fields
  throw needsPerson()
}

function needsPerson(): UsageError {
  return new UsageError(
    'The mock wants a person to log in, or refused the request (its log says why). Start it with --consent auto.',
  )
}

function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ')
}

function keepCookies(response: Response, cookies: Map<string, string>): void {
  for (const line of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
    if (name !== undefined && value !== undefined) cookies.set(name, value)
  }
}
