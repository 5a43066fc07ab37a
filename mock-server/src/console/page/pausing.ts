import type { Diagram } from './diagram.ts'
import { byId } from './dom.ts'
import type { JournalStore } from './journal-store.ts'

/** Holds the drawing and lets it go on, and leads back to the newest step. @returns what the key does */
export function startPausing(store: JournalStore, diagram: Diagram): () => void {
  const button = byId('pause', HTMLButtonElement)
  const latest = byId('latest', HTMLButtonElement)
  const toggle = () => {
    if (store.held === undefined) store.hold()
    else store.release()
  }
  button.addEventListener('click', toggle)
  store.follow(() => {
    const { held } = store
    button.setAttribute('aria-pressed', String(held !== undefined))
    button.textContent = held === undefined ? 'Pause' : `Resume (${held} new)`
  })
  latest.textContent = '↓ Newest step'
  latest.addEventListener('click', () => diagram.toEnd())
  diagram.onFollow = (isAtEnd) => {
    latest.hidden = isAtEnd
  }
  return toggle
}
