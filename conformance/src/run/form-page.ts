/** The form of a form_post page: where it goes and its fields. */
export interface PostedForm {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

/** Reads the page that posts an authorization response to the client; undefined when there is no form. */
export function readFormPage(html: string): PostedForm | undefined {
  const form = /<form\b[^>]*>/i.exec(html)?.[0]
  const action = form && attribute(form, 'action')
  if (action === undefined) return undefined
  const inputs = html.match(/<input\b[^>]*>/gi) ?? []
  const fields = inputs.flatMap((input) => {
    const name = attribute(input, 'name')
    return name === undefined ? [] : [[name, attribute(input, 'value') ?? ''] as const]
  })
  return { action, fields: Object.fromEntries(fields) }
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag)
  const value = match?.[1] ?? match?.[2] ?? match?.[3]
  return value === undefined ? undefined : decodeEntities(value)
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal) return String.fromCodePoint(Number(decimal))
    return named[name ?? ''] ?? whole
  })
}
