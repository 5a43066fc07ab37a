import type { CommandInput } from '../../control/table.ts'
import type { Api } from './api.ts'
import { button, byId, el, fill } from './dom.ts'
import { ResultLine } from './result-line.ts'

type Wish = CommandInput<'worlds.create'>

/** Asks what kind of world to make, and makes it. @param created called with its name */
export function openCreateWorld(api: Api, created: (name: string) => void): void {
  const dialog = byId('create', HTMLDialogElement)
  const result = new ResultLine(api)
  const { fields, read } = worldFields()
  const form = el('form', { attributes: { method: 'dialog' } }, fields, result.element, actions(dialog))
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const world = await result.run('worlds.create', read(), 'Created.')
    if (!world) return
    dialog.close()
    created(world.name)
  })
  fill(
    dialog,
    el('h2', { id: 'create-title' }, 'New world'),
    el('p', 'muted', 'Its own merchants, users, clients, consents, keys, clock, faults and journal.'),
    form,
  )
  dialog.showModal()
}

function worldFields(): { readonly fields: readonly HTMLElement[]; read(): Wish } {
  const name = el('input', { attributes: { placeholder: 'a free name', spellcheck: 'false', autocomplete: 'off' } })
  const generation = choice(['2024', '2018'])
  const consent = choice(['page', 'auto'])
  const read = (): Wish => ({
    generation: generation.value === '2018' ? '2018' : '2024',
    consent: consent.value === 'auto' ? 'auto' : 'page',
    ...(name.value.trim() === '' ? {} : { name: name.value.trim() }),
  })
  const fields = [
    el('label', 'field', 'Name', name),
    el('label', 'field', 'Generation', generation),
    el('label', 'field', 'Consent: on pages, or by itself', consent),
  ]
  return { fields, read }
}

function actions(dialog: HTMLDialogElement): HTMLElement {
  return el(
    'div',
    'actions',
    el('button', { class: 'primary', attributes: { type: 'submit' } }, 'Create'),
    button('Cancel', () => dialog.close()),
  )
}

function choice(values: readonly string[]): HTMLSelectElement {
  return el('select', {}, ...values.map((value) => el('option', { attributes: { value } }, value)))
}
