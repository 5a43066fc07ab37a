/** A form as a browser would post it. */
export interface HiddenForm {
  readonly action: string
  readonly fields: URLSearchParams
}

/** The first form of a page and its hidden inputs: as much HTML as a form post page has. */
export function hiddenFields(html: string): HiddenForm | undefined {
  const form = /<form\b[^>]*>/i.exec(html)?.[0]
  if (form === undefined) return undefined
  const fields = new URLSearchParams()
  for (const [input] of html.matchAll(/<input\b[^>]*>/gi)) {
    if (attribute(input, 'type') === 'hidden') fields.append(attribute(input, 'name'), attribute(input, 'value'))
  }
  return { action: attribute(form, 'action'), fields }
}

function attribute(tag: string, name: string): string {
  const [, , value = ''] = new RegExp(`\\s${name}=(["'])(.*?)\\1`, 'i').exec(tag) ?? []
  return value.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|quot|lt|gt));/gi, (_, hex, decimal, named) =>
    named ? characterOf(named) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  )
}

function characterOf(name: string): string {
  return { amp: '&', quot: '"', lt: '<', gt: '>' }[name.toLowerCase()] ?? ''
}
