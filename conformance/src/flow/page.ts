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

export function readPage(html: string): Page {
  const elements = elementsIn(parse(html, { scriptingEnabled: false }))
  const named = (tag: string) => elements.filter((element) => element.tagName === tag)
  const scripts = named('script').map(textIn).join('\n')
  const onload = elements.some((element) => /submit\s*\(/.test(attributeOf(element, 'onload') ?? ''))
  return {
    language: named('html').map((element) => attributeOf(element, 'lang'))[0],
    title: named('title').map(textIn).join(' ').trim(),
    text: elements
      .filter(({ tagName }) => tagName === 'body')
      .map(textIn)
      .join(' '),
    forms: named('form').map(readForm),
    links: named('a').map((link) => ({ href: attributeOf(link, 'href') ?? '', label: textIn(link).trim() })),
    elements,
    submitsItself: onload || /\.submit\s*\(/.test(scripts),
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
