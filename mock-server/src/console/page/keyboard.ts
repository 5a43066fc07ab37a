/** What the keys do. */
export interface KeyActions {
  move(distance: number): void
  page(direction: 1 | -1): void
  first(): void
  last(): void
  open(): void
  turn(distance: 1 | -1): void
  close(): void
  find(): void
  pause(): void
  help(): void
}

/**
 * Follows the keys wherever the focus is, except while something is being written or chosen. Keys that scroll act where
 * the journal has the focus, or nothing has.
 */
export function followKeys(steps: HTMLElement, actions: KeyActions): void {
  const anywhere: Readonly<Record<string, () => void>> = {
    j: () => actions.move(1),
    k: () => actions.move(-1),
    '/': actions.find,
    '?': actions.help,
    p: actions.pause,
  }
  const inJournal: Readonly<Record<string, () => void>> = {
    ArrowDown: () => actions.move(1),
    ArrowUp: () => actions.move(-1),
    PageDown: () => actions.page(1),
    PageUp: () => actions.page(-1),
    Home: actions.first,
    End: actions.last,
    Enter: actions.open,
    ArrowRight: () => actions.turn(1),
    ArrowLeft: () => actions.turn(-1),
  }
  document.addEventListener('keydown', (event) => {
    const { target } = event
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
    if (event.key === 'Escape') {
      if (target instanceof HTMLElement && isWriting(target)) steps.focus()
      else actions.close()
      return
    }
    if (target instanceof HTMLElement && isWriting(target)) return
    const isJournal = target === steps || target === document.body
    const action = anywhere[event.key] ?? (isJournal ? inJournal[event.key] : undefined)
    if (!action) return
    event.preventDefault()
    action()
  })
}

function isWriting(target: HTMLElement): boolean {
  return target.matches('input, select, textarea')
}
