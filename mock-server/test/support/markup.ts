/** A form as a script reads it from a page. */
export interface HtmlForm {
  /** Absolute. */
  readonly action: string
  readonly hidden: readonly (readonly [name: string, value: string])[]
  /** Values of the boxes that are ticked when the page loads. */
  readonly boxes: readonly string[]
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

export function unescapeHtml(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? all
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })
}

function attribute(tag: string, name: string): string {
  return unescapeHtml(new RegExp(`\\b${name}=(["'])(.*?)\\1`).exec(tag)?.[2] ?? '')
}

/** Every form of a page, in order. Made for the mock's own markup, whose attributes all stand in quotes. */
export function formsOf(html: string, base: URL): readonly HtmlForm[] {
  return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => {
    const inputs = [...form.matchAll(/<input\b[^>]*>/g)].map(([input]) => input)
    const ofType = (type: string) => inputs.filter((input) => attribute(input, 'type') === type)
    return {
      action: new URL(attribute(form, 'action'), base).href,
      hidden: ofType('hidden').map((input) => [attribute(input, 'name'), attribute(input, 'value')] as const),
      boxes: ofType('checkbox')
        .filter((input) => /\schecked\b/.test(input))
        .map((input) => attribute(input, 'value')),
    }
  })
}

export function fieldsOf(form: HtmlForm | undefined): URLSearchParams {
  return new URLSearchParams((form?.hidden ?? []).map(([name, value]): [string, string] => [name, value]))
}
