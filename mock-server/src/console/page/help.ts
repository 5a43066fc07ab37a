import { button, byId, el, fill } from './dom.ts'

const keys = [
  ['j or ↓', 'step below'],
  ['k or ↑', 'step above'],
  ['Page Up, Page Down', 'a screen further'],
  ['Home, End', 'first and last step'],
  ['Enter', 'open the chosen step'],
  ['←, →', 'other tab of the open step'],
  ['Escape', 'close the step, leave the search'],
  ['/', 'find'],
  ['p', 'pause and resume'],
  ['?', 'this help'],
] as const

export function openHelp(): void {
  const dialog = byId('help', HTMLDialogElement)
  const close = button('Close', () => dialog.close())
  close.autofocus = true
  fill(
    dialog,
    el('h2', { id: 'help-title' }, 'Keys'),
    el('dl', {}, ...keys.flatMap(([key, what]) => [el('dt', {}, ...drawKeys(key)), el('dd', {}, what)])),
    el(
      'p',
      'muted',
      'The journal holds no secrets: codes, tokens and passwords are fingerprints. Everything here is also to be had over HTTP, described in ',
      el('a', { attributes: { href: 'openapi.json' } }, 'openapi.json'),
      ', and on the command line: mobilepay-mock ctl --help.',
    ),
    el('div', 'actions', close),
  )
  dialog.showModal()
}

/** Names of keys between commas and "or"; they alone are drawn as keys. */
function drawKeys(text: string): (HTMLElement | string)[] {
  return text.split(/( or |, )/).map((part, index) => (index % 2 === 0 ? el('kbd', {}, part) : part))
}
