import { type DefaultTreeAdapterTypes, parse, defaultTreeAdapter as tree } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
export type PageElement = DefaultTreeAdapterTypes.Element

/** A control of a form, as a browser reads it. */
export interface Control {
  readonly tag: 'input' | 'button' | 'select' | 'textarea'
  /** Lower case; `submit` for a button that says nothing. */
  readonly type: string
  readonly name: string
  readonly value: string
  readonly checked: boolean
  /** What stands on a button, and in the label around another control. */
  readonly label: string
  /** What a browser may fill in by itself; empty where nothing is said. */
  readonly autocomplete: string
}

export interface PageForm {
  /** Upper case. */
  readonly method: string
  /** As it is written; empty where there is none. */
  readonly action: string
  readonly enctype: string
  readonly controls: readonly Control[]
}

export interface PageLink {
  readonly href: string
  readonly label: string
}

/** A page as a browser understands it (HTML Standard 13.2), scripts unrun. */
export interface Page {
  readonly language: string | undefined
  readonly title: string
  readonly text: string
  readonly forms: readonly PageForm[]
  readonly links: readonly PageLink[]
  readonly elements: readonly PageElement[]
  /** Whether a script of the page submits its form. */
  readonly submitsItself: boolean
}

/** Reads a page as far as somebody asks: most are refusals, of which only the address is looked at. */
export function readPage(html: string): Page {
  return new PageText(html)
}

class PageText implements Page {
  readonly #html: string
  #elements: readonly PageElement[] | undefined
  #forms: readonly PageForm[] | undefined

  constructor(html: string) {
    this.#html = html
  }

  get elements(): readonly PageElement[] {
    this.#elements ??= elementsIn(parse(this.#html, { scriptingEnabled: false }))
    return this.#elements
  }

  get language(): string | undefined {
    return this.#named('html').map((element) => attributeOf(element, 'lang'))[0]
  }

  get title(): string {
    return this.#named('title').map(textIn).join(' ').trim()
  }

  get text(): string {
    return this.#named('body').map(textIn).join(' ')
  }

  get forms(): readonly PageForm[] {
    // Where no such tag stands there is no such element: the page need not be parsed to know that.
    this.#forms ??= /<form/i.test(this.#html) ? this.#named('form').map(readForm) : []
    return this.#forms
  }

  get links(): readonly PageLink[] {
    return this.#named('a').map((link) => ({ href: attributeOf(link, 'href') ?? '', label: textIn(link).trim() }))
  }

  get submitsItself(): boolean {
    const scripts = this.#named('script').map(textIn).join('\n')
    const onload = this.elements.some((element) => /submit\s*\(/.test(attributeOf(element, 'onload') ?? ''))
    return onload || /\.submit\s*\(/.test(scripts)
  }

  #named(tag: string): readonly PageElement[] {
    return this.elements.filter((element) => element.tagName === tag)
  }
}

export function attributeOf(element: PageElement, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value
}

/** Elements in the order of the page; what stands in a noscript is read too. */
export function elementsIn(node: Node): readonly PageElement[] {
  if (!('childNodes' in node)) return []
  return node.childNodes.flatMap((child) => (tree.isElementNode(child) ? [child, ...elementsIn(child)] : []))
}

export function textIn(node: Node): string {
  if (tree.isTextNode(node)) return node.value
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : ''
}

function readForm(form: PageElement): PageForm {
  const tags = new Set(['input', 'button', 'select', 'textarea'])
  return {
    method: (attributeOf(form, 'method') ?? 'get').toUpperCase(),
    action: attributeOf(form, 'action') ?? '',
    enctype: (attributeOf(form, 'enctype') ?? 'application/x-www-form-urlencoded').toLowerCase(),
    controls: elementsIn(form)
      .filter(({ tagName }) => tags.has(tagName))
      .map(readControl),
  }
}

function readControl(element: PageElement): Control {
  const tag = element.tagName as Control['tag']
  return {
    tag,
    type: (
      attributeOf(element, 'type') ?? (tag === 'button' ? 'submit' : tag === 'input' ? 'text' : tag)
    ).toLowerCase(),
    name: attributeOf(element, 'name') ?? '',
    value: attributeOf(element, 'value') ?? (tag === 'textarea' ? textIn(element) : ''),
    checked: attributeOf(element, 'checked') !== undefined,
    label: (tag === 'button' ? textIn(element) : labelAround(element)).trim(),
    autocomplete: attributeOf(element, 'autocomplete') ?? '',
  }
}

function labelAround(element: PageElement): string {
  for (let node = element.parentNode; node && tree.isElementNode(node); node = node.parentNode) {
    if (node.tagName === 'label') return textIn(node)
  }
  return ''
}
