import { el } from './dom.ts'

export type StageName = 'sandbox' | 'production'

/** Chooses between the two halves of a world. */
export function stageSelect(changed: () => void): { readonly element: HTMLElement; value(): StageName } {
  const select = el(
    'select',
    {},
    el('option', { attributes: { value: 'sandbox' } }, 'sandbox'),
    el('option', { attributes: { value: 'production' } }, 'production'),
  )
  select.addEventListener('change', changed)
  return {
    element: el('label', 'inline', el('span', {}, 'Stage'), select),
    value: () => (select.value === 'production' ? 'production' : 'sandbox'),
  }
}
