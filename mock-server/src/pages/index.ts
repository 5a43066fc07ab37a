export { chooseLanguage, type LanguageWishes } from './choose-language.ts'
export { renderConsentPage } from './consent-page.ts'
export { encodeAsDotNet } from './dot-net-html-encoder.ts'
export { renderErrorPage } from './error-page.ts'
export { formPostScript, renderFormPost } from './form-post.ts'
export { escapeHtml, Html, type HtmlValue, html } from './html.ts'
export { renderIndexPage } from './index-page.ts'
export { isLanguage, type Language, languages } from './language.ts'
export { renderLoginPage } from './login-page.ts'
export { renderLogoutPage } from './logout-page.ts'
export { renderMerchantPicker } from './merchant-picker.ts'
export { type Messages, messages, type ProductScope, type ProductText } from './messages/index.ts'
export type {
  ConsentPageModel,
  ErrorPageModel,
  FormPostModel,
  FormTarget,
  IndexPageModel,
  InteractivePage,
  LanguageLink,
  LoginPageModel,
  LoginSuggestion,
  LogoutPageModel,
  MerchantChoice,
  MerchantName,
  MerchantPickerModel,
  ScopeChoice,
} from './models.ts'
export { formPostHeaders, interactivePageHeaders } from './page-headers.ts'
export { stylesheet } from './stylesheet.ts'
