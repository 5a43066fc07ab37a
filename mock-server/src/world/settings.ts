import type { Generation } from '@mobilepay-oidc/fixtures'

/**
 * What the sources contradict each other about, one switch a fact; the ledger names source and default
 * (`contested` in fixtures/facts.json).
 */
export interface Switches {
  /** A standing grant skips the consent page also when `offline_access` is asked for. */
  readonly standingGrantSkipsConsent: boolean
  /** A nonce for which a code was issued is refused when it comes again. */
  readonly nonceReplayRefused: boolean
  /** `picker` asks a user with several merchants; `none` issues a token without a merchant. */
  readonly missingMerchantVat: 'picker' | 'none'
  /** Refuses authorization requests that lack a parameter which MobilePay's documents call required. */
  readonly strictParameters: boolean
  /** `refuse`: `invalid_grant` alone; `revoke-tokens`: the tokens of the first redemption die too. */
  readonly codeReuse: 'refuse' | 'revoke-tokens'
  /** What discovery lists: the captured document's modes, or those that are served. */
  readonly responseModesAdvertised: 'captured' | 'served'
  readonly responseModesServed: 'form_post fragment' | 'form_post'
  /** How long a refresh token may lie unused. */
  readonly refreshSlidingLife: '13-months' | '1-year'
  /** Whether the APIs take an access token whose consent was revoked. */
  readonly accessTokenAfterRevocation: 'alive-until-exp' | 'refused'
  /** The APIs refuse calls without the `x-ibm-client-id` and `x-ibm-client-secret` headers. */
  readonly ibmHeadersRequired: boolean
  /** What separates the words of `scope`: one page allows commas. */
  readonly scopeSeparator: 'space' | 'space-or-comma'
  /** Some pages want the `code_verifier` sent again with every refresh. */
  readonly codeVerifierAtRefresh: 'ignored' | 'required'
  /** Where a merchant's no ends: at the integrator, or on MobilePay's error page. */
  readonly consentDenied: 'to-client' | 'error-page'
  /** The `typ` of generation 2024's access tokens, of which MobilePay published none. */
  readonly accessTokenTyp2024: 'at+jwt' | 'JWT'
  /** Whether generation 2018's token responses say `scope`. */
  readonly tokenResponseScope2018: 'absent' | 'present'
}

export const defaultSwitches: Switches = {
  standingGrantSkipsConsent: true,
  nonceReplayRefused: true,
  missingMerchantVat: 'picker',
  strictParameters: false,
  codeReuse: 'refuse',
  responseModesAdvertised: 'captured',
  responseModesServed: 'form_post fragment',
  refreshSlidingLife: '13-months',
  accessTokenAfterRevocation: 'alive-until-exp',
  ibmHeadersRequired: false,
  scopeSeparator: 'space',
  codeVerifierAtRefresh: 'ignored',
  consentDenied: 'to-client',
  accessTokenTyp2024: 'at+jwt',
  tokenResponseScope2018: 'absent',
}

/** `page`: people log in and consent. `auto`: a seeded user does both at once, for scripts without a browser. */
export type ConsentMode = 'page' | 'auto'

export interface WorldSettings {
  readonly generation: Generation
  readonly consent: ConsentMode
  readonly switches: Switches
  /** The `amr` of the tokens (facts, 6). */
  readonly amr: readonly string[]
}

export const defaultSettings: WorldSettings = {
  generation: '2024',
  consent: 'page',
  switches: defaultSwitches,
  amr: ['UserEnteredCode', 'ServerProvidedKey'],
}

/** Seconds that a refresh token may lie unused; thirteen months are 396 days, as in the recordings. */
export const refreshTokenLives = { '13-months': 396 * 24 * 3600, '1-year': 365 * 24 * 3600 } as const

/** Seconds (facts, 4). */
export const lifetimes = {
  code: 300,
  accessToken: 300,
  idToken: 300,
  session: 10 * 3600,
} as const
