import { byId, el, fill } from './dom.ts'

/** Asks for the control token; several that ask at once get the same answer. */
export class TokenDialog {
  #asking: Promise<string> | undefined
  #wasAsked = false

  ask(): Promise<string> {
    this.#asking ??= this.#open().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  #open(): Promise<string> {
    const dialog = byId('token', HTMLDialogElement)
    const input = el('input', { attributes: { type: 'password', required: true, autocomplete: 'off' } })
    const form = el(
      'form',
      { attributes: { method: 'dialog' } },
      el('label', 'field', 'Control token', input),
      el('div', 'actions', el('button', { class: 'primary', attributes: { type: 'submit' } }, 'Use it')),
    )
    fill(
      dialog,
      el('h2', { id: 'token-title' }, 'This mock asks for its control token'),
      el(
        'p',
        {},
        'It is reachable from other machines. The token is what MOBILEPAY_MOCK_CONTROL_TOKEN held when the mock was started. It stays in this tab until that is closed.',
      ),
      this.#wasAsked && el('p', 'result refused', 'That was not it. The mock takes another one.'),
      form,
    )
    dialog.addEventListener('cancel', (event) => event.preventDefault())
    this.#wasAsked = true
    dialog.showModal()
    return new Promise((resolve) => {
      form.addEventListener('submit', () => resolve(input.value.trim()), { once: true })
    })
  }
}
