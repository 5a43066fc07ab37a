import { el } from './dom.ts'
import type { TabName } from './route.ts'

interface Tab {
  readonly name: TabName
  readonly title: string
  content(): HTMLElement[]
}

/** Tabs and the panel of the chosen one (WAI-ARIA: tabs with manual focus by arrows). */
export function tabs(all: readonly Tab[], chosen: TabName, choose: (name: TabName) => void): HTMLElement[] {
  const buttons = all.map(({ name, title }) =>
    el(
      'button',
      {
        class: 'tab',
        id: `tab-${name}`,
        onclick: () => choose(name),
        attributes: {
          type: 'button',
          role: 'tab',
          'aria-selected': String(name === chosen),
          'aria-controls': 'tab-panel',
          tabindex: name === chosen ? 0 : -1,
        },
      },
      title,
    ),
  )
  const list = el('div', { class: 'tabs', attributes: { role: 'tablist', 'aria-label': 'Parts of the step' } }, buttons)
  list.addEventListener('keydown', (event) => {
    const index = all.findIndex(({ name }) => name === chosen)
    const distance = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const next = distance === undefined ? undefined : all[(index + distance + all.length) % all.length]
    if (!next) return
    event.preventDefault()
    choose(next.name)
  })
  const panel = el(
    'div',
    { class: 'tab-panel', id: 'tab-panel', attributes: { role: 'tabpanel', 'aria-labelledby': `tab-${chosen}` } },
    all.find(({ name }) => name === chosen)?.content() ?? [],
  )
  return [list, panel]
}
