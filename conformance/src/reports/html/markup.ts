/** Markup that is safe as it stands. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Markup | readonly Markup[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Markup with texts put in as text, whatever they hold. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((whole, text, index) => `${whole}${written(parts[index - 1] ?? '')}${text}`))
}

export const nothing = new Markup('')

function written(part: Part): string {
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(({ text }) => text).join('\n')
  return String(part)
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
