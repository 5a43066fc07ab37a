import { byId } from './dom.ts'

/** On narrow screens journal and controls take turns. */
export function startPlaces(): void {
  const layout = byId('layout', HTMLElement)
  const journal = byId('show-journal', HTMLButtonElement)
  const controls = byId('show-controls', HTMLButtonElement)
  const show = (showsControls: boolean) => {
    layout.classList.toggle('shows-controls', showsControls)
    journal.setAttribute('aria-pressed', String(!showsControls))
    controls.setAttribute('aria-pressed', String(showsControls))
  }
  journal.addEventListener('click', () => show(false))
  controls.addEventListener('click', () => show(true))
}
