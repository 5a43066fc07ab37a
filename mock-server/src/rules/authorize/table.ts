import type { Rule } from '../refusal.ts'
import { accessTokenViaBrowser } from './access-token-via-browser.ts'
import { clientIdMissingOrTooLong } from './client-id-missing-or-too-long.ts'
import { clientUnknownOrDisabled } from './client-unknown-or-disabled.ts'
import { codeChallengeLength } from './code-challenge-length.ts'
import { codeChallengeMethod } from './code-challenge-method.ts'
import { codeChallengeMissing } from './code-challenge-missing.ts'
import { grantTypeNotAllowed } from './grant-type-not-allowed.ts'
import type { AuthorizeInput, ClientLookup } from './input.ts'
import { maxAgeInvalid } from './max-age-invalid.ts'
import { merchantVatFormat } from './merchant-vat-format.ts'
import { nonceMissingOrTooLong } from './nonce-missing-or-too-long.ts'
import { nonceReplay } from './nonce-replay.ts'
import { promptNoneWithAnother } from './prompt-none-with-another.ts'
import { redirectUriMissingOrMalformed } from './redirect-uri-missing-or-malformed.ts'
import { redirectUriUnregistered } from './redirect-uri-unregistered.ts'
import { requestObjectRefused } from './request-object-refused.ts'
import { requestUriRefused } from './request-uri-refused.ts'
import { resourceIndicator } from './resource-indicator.ts'
import { responseModeQuery } from './response-mode-query.ts'
import { responseModeUnsupported } from './response-mode-unsupported.ts'
import { responseModesServed } from './response-modes-served.ts'
import { responseTypeMissing } from './response-type-missing.ts'
import { responseTypeUnsupported } from './response-type-unsupported.ts'
import { scopeMissingOrTooLong } from './scope-missing-or-too-long.ts'
import { scopeNotAllowed } from './scope-not-allowed.ts'
import { scopeUnknown } from './scope-unknown.ts'
import { scopeWithoutOpenid } from './scope-without-openid.ts'
import { strictParameters } from './strict-parameters.ts'
import { acrValuesTooLong, loginHintTooLong, uiLocalesTooLong } from './too-long.ts'

/** First who asks. */
export const clientRules: readonly Rule<ClientLookup>[] = [clientIdMissingOrTooLong, clientUnknownOrDisabled]

/** Then everything else, in the recorded order; MobilePay's own rules come last (decision 0004). */
export const authorizeRules: readonly Rule<AuthorizeInput>[] = [
  requestUriRefused,
  requestObjectRefused,
  redirectUriMissingOrMalformed,
  redirectUriUnregistered,
  responseTypeMissing,
  responseTypeUnsupported,
  codeChallengeMissing,
  codeChallengeLength,
  codeChallengeMethod,
  responseModeUnsupported,
  responseModeQuery,
  grantTypeNotAllowed,
  accessTokenViaBrowser,
  scopeMissingOrTooLong,
  scopeWithoutOpenid,
  resourceIndicator,
  scopeUnknown,
  scopeNotAllowed,
  nonceMissingOrTooLong,
  promptNoneWithAnother,
  uiLocalesTooLong,
  maxAgeInvalid,
  loginHintTooLong,
  acrValuesTooLong,
  nonceReplay,
  merchantVatFormat,
  responseModesServed,
  strictParameters,
]
