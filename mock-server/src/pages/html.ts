/**
 * Markup that goes into a page as it stands. The text sits in a private field, so nothing that comes in from outside
 * (a parsed JSON body, say) can pass itself off as markup. Templates make it; call the constructor for constants only.
 */
export class Html {
  readonly #markup: string

  constructor(markup: string) {
    this.#markup = markup
  }

  toString(): string {
    return this.#markup
  }
}

/** What a template may hold: `false`, `null` and `undefined` render nothing, so conditions can stand inline. */
export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/** Text made inert for element content and for attribute values in quotes (every attribute of ours is quoted). */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => entities[character] ?? character)
}

/** What our source says is markup; every text that is put in is escaped. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(strings.reduce((page, literal, index) => page + render(values[index - 1]) + literal))
}

function render(value: HtmlValue): string {
  if (value instanceof Html) return value.toString()
  if (value === false || value === null || value === undefined) return ''
  if (typeof value === 'object') return value.map(render).join('')
  return escapeHtml(String(value))
}
