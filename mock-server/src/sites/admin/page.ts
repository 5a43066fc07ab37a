import { readCookie, setCookie } from '../../http/cookies.ts'
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

const cookie = 'language'

/** A page for people, with the headers that all of them share; a language that was chosen is kept. */
export function page(exchange: Exchange, body: string, headers: HeaderList = []): Reply {
  const { 'Content-Type': _type, ...shared } = interactivePageHeaders
  const chosen = chosenLanguage(exchange)
  const keep = chosen ? setCookie(exchange, cookie, chosen) : []
  return html(body, [...Object.entries(shared), ...headers, ...keep])
}

function chosenLanguage({ query }: Exchange): Language | undefined {
  const chosen = new URLSearchParams(query).get('lang') ?? ''
  return isLanguage(chosen) ? chosen : undefined
}

/** The language switch's choice, else the request's `ui_locales`, the browser's wish, the country's own. */
export function languageOf(exchange: Exchange, uiLocales?: string): Language {
  const chosen = chosenLanguage(exchange) ?? readCookie(exchange, cookie) ?? ''
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
