/** Something that does not stop the flow but that somebody should look at. Holds no secrets and no VAT number. */
export interface Warning {
  readonly code: keyof typeof warningTexts
  readonly message: string
}

const warningTexts = {
  'merchant-vat-check-digit': 'The check digit of the merchant VAT number is wrong; MobilePay will probably refuse it.',
  'merchant-vat-missing':
    'No merchantVat was given: a user with several merchants may end with tokens that belong to none of them.',
  'merchant-missing': 'The access token names no merchant, so MobilePay’s APIs will answer 403. Send merchantVat.',
  'scopes-narrowed': 'The merchant granted fewer scopes than were asked for.',
  'refresh-token-missing': 'There is no refresh token: the connection ends with its access token, in minutes.',
  'authentication-changed': 'The two ID tokens of this login disagree on when or how the user was authenticated.',
} as const

export function warning(code: Warning['code']): Warning {
  return { code, message: warningTexts[code] }
}
