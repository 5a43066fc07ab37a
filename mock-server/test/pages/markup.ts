/** An element as the tests see it: what it says is all text within it, markup left out. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
}

const tokens = {
  doctype: /<!doctype html>/y,
  comment: /<!--[^>]*?-->/y,
  close: /<\/([a-z][a-z0-9]*)>/y,
  open: /<([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:=(?:"[^"<]*"|'[^'<]*'))?)*)\s*\/?>/iy,
  text: /[^<]+/y,
}
const attribute = /\s+([a-z-]+)(?:=(?:"([^"<]*)"|'([^'<]*)'))?/giy
const entity = /&(?:(amp|lt|gt|quot)|#([0-9]+)|#x([0-9A-F]+));/g
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const empty = new Set(['meta', 'link', 'input', 'base', 'wbr'])

/**
 * Reads a page and refuses whatever is not well formed: a stray `<`, a bare `&`, an attribute without quotes, an element
 * that is not closed. A browser would guess; a test must not.
 */
export function parse(page: string): readonly Element[] {
  const elements: Element[] = []
  const open: Element[] = []
  let at = 0
  const take = (token: RegExp) => {
    token.lastIndex = at
    const match = token.exec(page)
    if (match) at = token.lastIndex
    return match
  }
  while (at < page.length) {
    if (take(tokens.doctype) || take(tokens.comment)) continue
    const tag = take(tokens.open)
    if (tag) {
      const element: Element = { name: tag[1] ?? '', attributes: attributesOf(tag[2] ?? ''), text: '' }
      elements.push(element)
      if (!empty.has(element.name)) open.push(element)
      if (element.name === 'style' || element.name === 'script') element.text = take(/[^<]*/y)?.[0] ?? ''
      continue
    }
    const close = take(tokens.close)
    if (close) {
      if (open.pop()?.name !== close[1]) throw new Error(`</${close[1]}> closes something else`)
      continue
    }
    const text = take(tokens.text)?.[0]
    if (text === undefined) throw new Error(`no markup of ours: ${page.slice(at, at + 80)}`)
    for (const element of open) element.text += decode(text)
  }
  if (open.length > 0) throw new Error(`left open: ${open.map(({ name }) => name).join(' ')}`)
  return elements
}

function attributesOf(source: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...source.matchAll(attribute)].map(([, name = '', double, single]) => [name, decode(double ?? single ?? '')]),
  )
}

export function decode(text: string): string {
  if (/&/.test(text.replace(entity, ''))) throw new Error(`a bare ampersand: ${text}`)
  return text.replace(entity, (_, name?: string, decimal?: string, hex?: string) =>
    name ? (named[name] ?? '') : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)),
  )
}

/** The elements of that name which have (at least) these attribute values. */
export function all(page: string, name: string, attributes: Readonly<Record<string, string>> = {}): readonly Element[] {
  return parse(page).filter(
    (element) =>
      element.name === name && Object.entries(attributes).every(([key, value]) => element.attributes[key] === value),
  )
}

export function one(page: string, name: string, attributes: Readonly<Record<string, string>> = {}): Element {
  const [element, ...others] = all(page, name, attributes)
  if (!element || others.length > 0) throw new Error(`${others.length + (element ? 1 : 0)} of <${name}>, not one`)
  return element
}
