import * as openid from 'openid-client'
import type { ClientOptions, ResponseMode } from '../client-options.ts'
import { ConfigurationError } from '../errors/mobilepay-error.ts'
import { hideFromInspection } from '../hide-from-inspection.ts'
import { openidConfiguration } from '../provider/openid-exchange.ts'
import type { Provider } from '../provider/provider.ts'
import { type Warning, warning } from '../warnings.ts'
import { merchantVatFault } from './merchant-vat.ts'
import type { RememberedConsent } from './remembered-consent.ts'
import { type ProductScope, requestedScopes } from './scopes.ts'

/** What `startConsent` takes. */
export interface ConsentRequest {
  /** `DK` or `FI` and eight digits. Without it a user with several merchants may end with a token for none. */
  readonly merchantVat?: string
  /** The products to ask for; `openid` and `offline_access` are added. The merchant may grant fewer. */
  readonly scopes: readonly ProductScope[]
  /** Default: form_post, as MobilePay recommends. */
  readonly responseMode?: ResponseMode
  /** Fills in the e-mail on MobilePay's login page. */
  readonly loginHint?: string
  /** Language of MobilePay's pages: `da`, `fi`, `en`, the most wanted first. */
  readonly uiLocales?: readonly string[]
}

/** A consent under way. All of it, or all but `url` and `warnings`, is what to remember. */
export interface StartedConsent extends RememberedConsent {
  /** Where to send the merchant's browser. */
  readonly url: string
  readonly warnings: readonly Warning[]
}

/**
 * Makes the authorization request: hybrid flow, PKCE S256, and 256 random bits each for state, nonce and verifier.
 *
 * @throws ConfigurationError `merchant-vat-format`, `merchant-vat-check-digit`, `scope-unknown`
 * @see OIDCC sections 3.3.2.1 and 15.5.2; RFC 7636 section 4; RFC 9700 section 2.1
 */
export async function startConsent(
  request: ConsentRequest,
  provider: Provider,
  options: ClientOptions,
): Promise<StartedConsent> {
  const warnings = merchantVatWarnings(request.merchantVat, options.strictMerchantVat)
  const remembered = newConsent(request, options)
  const configuration = openidConfiguration(await provider.metadata(), options)
  const parameters = await authorizationParameters(remembered, request)
  const { href: url } = openid.buildAuthorizationUrl(configuration, parameters)
  return hideFromInspection({ ...remembered, url, warnings }, 'StartedConsent', ['environment', 'scopes', 'expiresAt'])
}

function newConsent({ scopes, merchantVat, responseMode }: ConsentRequest, options: ClientOptions): RememberedConsent {
  return {
    environment: options.environment.id,
    clientId: options.clientId,
    redirectUri: options.redirectUri,
    responseMode: responseMode ?? 'form_post',
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    codeVerifier: openid.randomPKCECodeVerifier(),
    scopes: requestedScopes(scopes),
    ...(merchantVat !== undefined && { merchantVat }),
    expiresAt: Date.now() + options.consentLifetimeSeconds * 1000,
  }
}

async function authorizationParameters(consent: RememberedConsent, { loginHint, uiLocales }: ConsentRequest) {
  return {
    response_mode: consent.responseMode,
    redirect_uri: consent.redirectUri,
    scope: consent.scopes.join(' '),
    state: consent.state,
    nonce: consent.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(consent.codeVerifier),
    code_challenge_method: 'S256',
    ...(consent.merchantVat !== undefined && { merchant_vat: consent.merchantVat }),
    ...(loginHint !== undefined && { login_hint: loginHint }),
    ...(uiLocales !== undefined && { ui_locales: uiLocales.join(' ') }),
  }
}

function merchantVatWarnings(vat: string | undefined, strict: boolean): readonly Warning[] {
  if (vat === undefined) return [warning('merchant-vat-missing')]
  const fault = merchantVatFault(vat)
  if (fault === 'format') throw new ConfigurationError('merchant-vat-format')
  if (fault === 'check-digit' && strict) throw new ConfigurationError('merchant-vat-check-digit')
  return fault === 'check-digit' ? [warning('merchant-vat-check-digit')] : []
}
