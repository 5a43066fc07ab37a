import { button, byId, el } from './dom.ts'

/** Says something in passing, for eyes and for screen readers. */
export function say(text: string): void {
  const toast = byId('toast', HTMLElement)
  toast.textContent = text
  setTimeout(() => {
    if (toast.textContent === text) toast.textContent = ''
  }, 2500)
}

/** A button that copies what the text is by then. */
export function copyButton(label: string, text: () => string | Promise<string>, names = 'plain'): HTMLButtonElement {
  return button(label, () => void copy(text), names)
}

/** The browser gives the clipboard to pages of this machine and over https alone; elsewhere the text is shown. */
async function copy(text: () => string | Promise<string>): Promise<void> {
  const content = await text()
  try {
    await navigator.clipboard.writeText(content)
    say('Copied')
  } catch {
    showToCopy(content)
  }
}

function showToCopy(text: string): void {
  const area = el('textarea', { attributes: { rows: 12, readonly: true, 'aria-label': 'Text to copy' } })
  area.value = text
  const dialog = el(
    'dialog',
    {},
    el('h2', {}, 'Copy this'),
    area,
    el(
      'div',
      'actions',
      button('Close', () => dialog.close()),
    ),
  )
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  area.select()
}
