import { Html, html } from './html.ts'
import type { Language } from './language.ts'
import { messages } from './messages/index.ts'
import type { LanguageLink } from './models.ts'
import { stylesheet } from './stylesheet.ts'

export interface Layout {
  readonly language: Language
  /** The window's title; the heading is part of `body`. */
  readonly title: string
  /** How wide the content gets: one card, a card with a companion, or tables. */
  readonly width: 'narrow' | 'wide'
  readonly languages?: readonly LanguageLink[]
  /** A second line for the mock's notice. */
  readonly hint?: string
  readonly body: Html
}

/** The icon is inline, so a page makes no request of its own that would stand in the journal. */
const icon =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='7' fill='none' stroke='%23b7791f' stroke-width='2' stroke-dasharray='3 2'/></svg>"

/** The page around every body: the notice that this is a mock comes first, for eyes and for screen readers. */
export function renderPage({ language, title, width, languages = [], hint, body }: Layout): string {
  const say = messages[language]
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} – ${say.providerName}</title>
<link rel="icon" href="${icon}">
<style>${new Html(stylesheet)}</style>
</head>
<body class="${width}">
<aside class="notice" aria-label="${say.mockBadge}"><p><strong class="badge">${say.mockBadge}</strong> ${say.mockNotice}</p>${hint !== undefined && html`<p>${hint}</p>`}</aside>
<div class="frame">
<header>
<p class="provider">${say.providerName}</p>
${languageSwitch(language, languages)}
</header>
<main>
${body}
</main>
</div>
</body>
</html>
`.toString()
}

function languageSwitch(current: Language, links: readonly LanguageLink[]): Html | undefined {
  if (links.length === 0) return undefined
  return html`<nav aria-label="${messages[current].languageSwitch}"><ul>
${links.map(
  ({ language, href }) =>
    html`<li><a href="${href}" lang="${language}" hreflang="${language}"${language === current && html` aria-current="true"`}>${messages[language].languageName}</a></li>
`,
)}</ul></nav>`
}
