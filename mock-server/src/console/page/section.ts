import { el } from './dom.ts'

/** A part of the rail that opens and closes. */
export interface Section {
  readonly element: HTMLDetailsElement
  /** What a closed section says of itself. */
  readonly hint: HTMLElement
}

/** @param refresh called when it opens, since a closed one is not kept up to date */
export function section(title: string, isOpen: boolean, body: readonly HTMLElement[], refresh?: () => void): Section {
  const hint = el('span', 'hint')
  const element = el(
    'details',
    { class: 'section', attributes: { open: isOpen } },
    el('summary', {}, el('h2', {}, title), hint),
    el('div', 'body', ...body),
  )
  element.addEventListener('toggle', () => {
    if (element.open) refresh?.()
  })
  return { element, hint }
}
