import { ConfigurationError } from '../errors/mobilepay-error.ts'
import { fingerprint } from './fingerprint.ts'
import type { RememberedConsent } from './remembered-consent.ts'

/**
 * One cookie for each consent under way, so that several tabs do not disturb each other. `__Host-` keeps sub-domains and
 * plain http from planting one (RFC 6265bis section 4.1.3.2).
 */
const prefix = '__Host-mobilepay-consent-'

/** Consents under way in one browser; with more, the oldest is given up, since every request carries them all. */
const most = 4

/** Browsers drop a cookie whose name and value are over 4,096 bytes. */
const largest = 4096

/** The name of a state's cookie. Holds a hash, for names of cookies end in more logs than their values. */
export async function consentCookieName(state: string): Promise<string> {
  return `${prefix}${(await fingerprint(state)).slice(0, 16)}`
}

/** The value of a cookie that this module has set; undefined where the browser has none of that name. */
export function readConsentCookie(cookieHeader: string, name: string): string | undefined {
  const value = consentCookies(cookieHeader).get(name)
  return value?.slice(value.indexOf('~') + 1)
}

/**
 * The headers that set a cookie for a consent and remove those that are too many.
 *
 * `SameSite=None`, because the callback of form_post is a cross-site POST and comes without any other cookie; a fragment
 * is sent on by the relay page from the own site, so there `Lax` will do.
 *
 * @throws ConfigurationError `consent-too-large`
 */
export function setConsentCookie(
  name: string,
  value: string,
  { responseMode, expiresAt }: Pick<RememberedConsent, 'responseMode' | 'expiresAt'>,
  cookieHeader: string,
): readonly string[] {
  const content = `${Math.ceil(expiresAt / 1000)}~${value}`
  if (name.length + content.length > largest) {
    throw new ConfigurationError('consent-too-large', { details: { bytes: name.length + content.length } })
  }
  const maxAge = Math.max(0, Math.ceil((expiresAt - Date.now()) / 1000))
  const sameSite = responseMode === 'fragment' ? 'Lax' : 'None'
  const cookie = `${name}=${content}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=${sameSite}`
  return [...tooMany(cookieHeader).map(clearConsentCookie), cookie]
}

export function clearConsentCookie(name: string): string {
  return `${name}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=None`
}

/** The names of the cookies that have to go before one more is set, the oldest first. */
function tooMany(cookieHeader: string): readonly string[] {
  // The expiry in front is not sealed. Who forges it in the own browser chooses what the own browser forgets.
  const byAge = [...consentCookies(cookieHeader)].sort(
    ([, left], [, right]) => Number.parseInt(left, 10) - Number.parseInt(right, 10),
  )
  return byAge.slice(0, Math.max(0, byAge.length - most + 1)).map(([name]) => name)
}

function consentCookies(cookieHeader: string): ReadonlyMap<string, string> {
  const pairs = cookieHeader.split(';').map((pair) => pair.trim())
  return new Map(
    pairs
      .filter((pair) => pair.startsWith(prefix))
      .map((pair) => {
        const at = pair.indexOf('=')
        return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
      }),
  )
}
