import type { Language } from './language.ts'

/** A choice of the language switch: the same page in another language. */
export interface LanguageLink {
  readonly language: Language
  readonly href: string
}

/** What every page has that a person walks through. */
export interface InteractivePage {
  readonly language: Language
  readonly languages: readonly LanguageLink[]
}

/** Where a page's form goes, and what it carries along unseen (ReturnUrl, an anti-forgery token). */
export interface FormTarget {
  readonly action: string
  readonly hiddenFields: Readonly<Record<string, string>>
}

/** A seeded user whom the login page offers. */
export interface LoginSuggestion {
  readonly email: string
  readonly password: string
  readonly name: string
}

/** The form posts `email` and `password`. */
export interface LoginPageModel extends InteractivePage, FormTarget {
  readonly email?: string | undefined
  readonly error?: 'wrong-credentials' | undefined
  readonly suggestions: readonly LoginSuggestion[]
}

export interface MerchantName {
  readonly name: string
  readonly vat: string
}

export interface MerchantChoice extends MerchantName {
  readonly merchantId: string
}

/** The form posts `merchantId`, and `decision`: `continue` or `cancel`. */
export interface MerchantPickerModel extends InteractivePage, FormTarget {
  readonly clientName: string
  readonly merchants: readonly MerchantChoice[]
}

export interface ScopeChoice {
  readonly name: string
  readonly checked: boolean
}

/** The form posts `scopes` once per ticked box, and `decision`: `allow` or `deny`. */
export interface ConsentPageModel extends InteractivePage, FormTarget {
  readonly clientName: string
  readonly merchant?: MerchantName | undefined
  /** The product scopes only: nobody chooses `openid`, and `offline_access` is said in a sentence. */
  readonly scopes: readonly ScopeChoice[]
  readonly offlineAccess: boolean
}

export interface ErrorPageModel {
  readonly language: Language
  readonly errorCode: string
  readonly requestId: string
}

/** Asking, the form posts `decision`: `logout`. */
export interface LogoutPageModel extends InteractivePage, FormTarget {
  readonly askConfirmation: boolean
  readonly returnUrl?: string | undefined
  readonly clientName?: string | undefined
}

export interface FormPostModel {
  readonly redirectUri: string
  readonly fields: readonly (readonly [name: string, value: string])[]
}

export interface IndexPageModel {
  /** Where the console shows this world. */
  readonly consoleUrl: string
  readonly environments: readonly { readonly name: string; readonly discoveryUrl: string }[]
  readonly clients: readonly {
    readonly clientId: string
    readonly redirectUris: readonly string[]
    readonly refreshTokenUsage: string
  }[]
  readonly users: readonly {
    readonly email: string
    readonly password: string
    readonly merchants: readonly MerchantName[]
  }[]
}
