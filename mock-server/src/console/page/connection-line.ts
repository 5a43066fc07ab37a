import { button, el, fill, mark } from './dom.ts'
import type { Connection, LiveJournal } from './live-journal.ts'

/** Says how the page stands with the mock. */
export function drawConnection(element: HTMLElement, live: LiveJournal): void {
  live.connection.follow((connection) => {
    const { name, text } = describe(connection)
    fill(
      element,
      el('span', `outcome ${name}`, mark(), text),
      connection.kind === 'lost' && button('Retry', () => live.retry()),
    )
    element.title = connection.kind === 'lost' ? connection.why : ''
  })
}

function describe({ kind }: Connection): { readonly name: string; readonly text: string } {
  switch (kind) {
    case 'live':
      return { name: 'answered', text: 'Live' }
    case 'loading':
      return { name: 'none', text: 'Loading…' }
    case 'lost':
      return { name: 'refused', text: 'Disconnected' }
    case 'gone':
      return { name: 'refused', text: 'No such world' }
  }
}
