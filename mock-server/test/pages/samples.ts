import {
  type Language,
  languages,
  renderConsentPage,
  renderErrorPage,
  renderIndexPage,
  renderLoginPage,
  renderLogoutPage,
  renderMerchantPicker,
} from '../../src/pages/index.ts'

/** What every walked-through page needs; `text` stands wherever a text from outside may stand. */
export function base(language: Language, text = 'sample') {
  return {
    language,
    languages: languages.map((other) => ({ language: other, href: `?language=${other}&of=${text}` })),
    action: `/account/${text}`,
    hiddenFields: { ReturnUrl: text, [`field-${text}`]: text },
  }
}

/** Every page with every part of it shown, `text` in all its places. */
export function everyPage(language: Language, text = 'sample'): Readonly<Record<string, string>> {
  const merchant = { name: text, vat: text }
  return {
    login: renderLoginPage({
      ...base(language, text),
      email: text,
      error: 'wrong-credentials',
      suggestions: [{ email: text, password: text, name: text }],
    }),
    picker: renderMerchantPicker({
      ...base(language, text),
      clientName: text,
      merchants: [{ merchantId: text, ...merchant }],
    }),
    consent: renderConsentPage({
      ...base(language, text),
      clientName: text,
      merchant,
      scopes: [
        { name: 'invoice', checked: true },
        { name: text, checked: false },
      ],
      offlineAccess: true,
    }),
    error: renderErrorPage({ language, errorCode: text, requestId: text }),
    logoutPrompt: renderLogoutPage({ ...base(language, text), askConfirmation: true }),
    loggedOut: renderLogoutPage({
      ...base(language, text),
      askConfirmation: false,
      returnUrl: `https://integrator.example/${text}`,
      clientName: text,
    }),
    index: renderIndexPage({
      consoleUrl: `http://localhost:4010/_mock/#/${text}`,
      environments: [{ name: text, discoveryUrl: `http://localhost:4010/${text}` }],
      clients: [{ clientId: text, redirectUris: [text], refreshTokenUsage: text }],
      users: [{ email: text, password: text, merchants: [merchant] }],
    }),
  }
}
