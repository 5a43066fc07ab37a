import type { Context } from './context.ts'
import { el, fill } from './dom.ts'
import type { FaultDescription } from './faults-panel.ts'
import { wordsOf } from './result-line.ts'

/** Every fault that there is, by group; found by any word of it. */
export class FaultCatalogue {
  readonly element: HTMLElement
  readonly #list = el('div', { class: 'catalogue', attributes: { role: 'group', 'aria-label': 'Faults to switch on' } })
  readonly #find = el('input', {
    attributes: { type: 'search', placeholder: 'Find a fault…', 'aria-label': 'Find a fault', spellcheck: 'false' },
  })
  readonly #found = el('small', { attributes: { role: 'status' } })
  readonly #choose: (fault: FaultDescription) => void
  #faults: readonly FaultDescription[] = []

  constructor({ api }: Context, choose: (fault: FaultDescription) => void) {
    this.#choose = choose
    this.element = el('div', 'field', this.#find, this.#found, this.#list)
    this.#find.addEventListener('input', () => this.#draw())
    void api.call('faults.catalogue', {}).then(
      ({ faults }) => {
        this.#faults = faults
        this.#draw()
      },
      (error: unknown) => fill(this.#list, ...wordsOf(error)),
    )
  }

  #draw(): void {
    const words = this.#find.value.toLowerCase().split(/\s+/).filter(Boolean)
    const found = this.#faults.filter((fault) => words.every((word) => searched(fault).includes(word)))
    this.#found.textContent = `${found.length} of ${this.#faults.length} faults`
    const groups = Object.entries(Object.groupBy(found, ({ group }) => group))
    fill(this.#list, ...groups.map(([group, faults = []]) => this.#drawGroup(group, faults)))
  }

  /** Some hundred faults: what is in a group is drawn when it opens. A search opens all that it found. */
  #drawGroup(group: string, faults: readonly FaultDescription[]): HTMLElement {
    const count = el('small', {}, String(faults.length))
    const element = el('details', 'fault-group', el('summary', {}, group, count))
    const draw = () => element.append(...faults.map((fault) => this.#drawChoice(fault)))
    element.addEventListener('toggle', draw, { once: true })
    element.open = this.#find.value.trim() !== ''
    return element
  }

  #drawChoice(fault: FaultDescription): HTMLElement {
    const { name, breaks } = fault
    return el(
      'button',
      { class: 'fault-choice', onclick: () => this.#choose(fault), attributes: { type: 'button' } },
      el('code', {}, name),
      el('small', {}, breaks),
    )
  }
}

function searched({ name, group, breaks, spec, expected, ids }: FaultDescription): string {
  return [name, group, breaks, spec, expected, ...ids].join(' ').toLowerCase()
}
