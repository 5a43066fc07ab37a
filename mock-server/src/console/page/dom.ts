/** What may stand in an element: `false` and `undefined` add nothing, so conditions can stand inline. */
export type Child = Node | string | number | false | undefined | readonly Child[]

interface Properties {
  readonly class?: string
  readonly id?: string
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly onclick?: (event: MouseEvent) => void
}

/**
 * Makes an element. Texts become text nodes and never markup: what the journal holds was written by strangers.
 * An attribute that is `false` or `undefined` is left out, `true` stands without a value.
 */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties | string = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  const {
    class: names,
    id,
    attributes = {},
    onclick,
  }: Properties = typeof properties === 'string' ? { class: properties } : properties
  if (names) element.className = names
  if (id) element.id = id
  if (onclick) element.addEventListener('click', onclick as EventListener)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...nodes(children))
  return element
}

function nodes(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((child) => {
    if (child === false || child === undefined) return []
    if (child instanceof Node) return [child]
    return typeof child === 'object' ? nodes(child) : [String(child)]
  })
}

/** Puts the children in the place of what the element holds. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...nodes(children))
}

/** An element of the page's frame. @throws Error where the frame has none: then page and script are of two versions. */
export function byId<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const element = document.getElementById(id)
  if (element instanceof type) return element
  throw new Error(`The page has no ${type.name} "${id}". Reload it.`)
}

/** The shape of an outcome; the stylesheet cuts it by the outcome around it. */
export function mark(): HTMLElement {
  return el('i', { class: 'mark', attributes: { 'aria-hidden': 'true' } })
}

export function button(label: string, onclick: (event: MouseEvent) => void, names = 'plain'): HTMLButtonElement {
  return el('button', { class: names, onclick, attributes: { type: 'button' } }, label)
}
