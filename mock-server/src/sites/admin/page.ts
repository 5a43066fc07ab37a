import type { Exchange } from '../../http/exchange.ts'
import { type HeaderList, html, type Reply } from '../../http/reply.ts'
import {
  chooseLanguage,
  interactivePageHeaders,
  isLanguage,
  type Language,
  type LanguageLink,
  languages,
} from '../../pages/index.ts'

/** A page for people, with the headers that all of them share. */
export function page(body: string, headers: HeaderList = [], status = 200): Reply {
  const { 'Content-Type': _type, ...shared } = interactivePageHeaders
  return html(body, [...Object.entries(shared), ...headers], status)
}

/** The language switch's choice, else the request's `ui_locales`, the browser's wish, the country's own. */
export function languageOf(exchange: Exchange, uiLocales?: string): Language {
  const chosen = new URLSearchParams(exchange.query).get('lang') ?? ''
  if (isLanguage(chosen)) return chosen
  return chooseLanguage({ uiLocales, acceptLanguage: exchange.headers['accept-language'], country: exchange.country })
}

/** The same page in each language, the rest of its query kept. */
export function languageLinks({ base, path, query }: Exchange): readonly LanguageLink[] {
  return languages.map((language) => {
    const others = new URLSearchParams(query)
    others.set('lang', language)
    return { language, href: `${base}${path}?${others}` }
  })
}
