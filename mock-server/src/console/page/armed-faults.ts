import type { Context } from './context.ts'
import { button, el, fill, mark } from './dom.ts'
import type { ArmedFault } from './faults-panel.ts'
import type { ResultLine } from './result-line.ts'

/** The faults of a world, the newest first: how often each has fired, and switching it off. */
export class ArmedFaults {
  readonly element = el('div', 'armed')
  readonly #context: Context
  readonly #result: ResultLine
  readonly #changed: () => void

  constructor(context: Context, result: ResultLine, changed: () => void) {
    this.#context = context
    this.#result = result
    this.#changed = changed
  }

  draw(faults: readonly ArmedFault[]): void {
    if (faults.length === 0) {
      fill(this.element, el('p', 'muted', 'None is switched on: the provider behaves.'))
      return
    }
    fill(
      this.element,
      el('ul', 'cards', ...faults.toReversed().map((fault) => this.#card(fault))),
      button('Switch all off', () => void this.#clear(), 'link'),
    )
  }

  #card({ id, fault, group, state, fired, times, nth, target, breaks }: ArmedFault): HTMLElement {
    const aims = Object.entries(target).map(([name, value]) => `${name} ${value}`)
    const often = times === 'always' ? 'until switched off' : times === 1 ? 'once' : `${times} times`
    return el(
      'li',
      `card ${state}`,
      el('p', {}, el('b', {}, fault)),
      el('p', 'muted', breaks),
      el('p', 'muted', [often, nth > 1 ? `from the ${nth}. on` : '', ...aims].filter(Boolean).join(' · ')),
      el(
        'p',
        `outcome ${fired > 0 ? 'fault' : 'none'}`,
        mark(),
        `${fired === 0 ? 'has not fired yet' : `fired ${fired} ${fired === 1 ? 'time' : 'times'}`}${state === 'spent' ? ', spent' : ''}`,
      ),
      el(
        'div',
        'actions',
        this.#action(state === 'spent' ? 'Forget' : 'Switch off', fault, () => this.#remove(id, fault)),
        state === 'active' && group === 'wire' && this.#action('Release', fault, () => this.#release(id, fault)),
      ),
    )
  }

  #action(label: string, fault: string, run: () => Promise<void>): HTMLButtonElement {
    const control = button(label, () => void run())
    control.setAttribute('aria-label', `${label} ${fault}`)
    return control
  }

  async #remove(id: string, fault: string): Promise<void> {
    await this.#result.run('faults.remove', { world: this.#context.world.value, id }, `${fault} is off.`)
    this.#changed()
  }

  async #release(id: string, fault: string): Promise<void> {
    await this.#result.run(
      'faults.release',
      { world: this.#context.world.value, id },
      `${fault}: what it held goes on.`,
    )
    this.#changed()
  }

  async #clear(): Promise<void> {
    await this.#result.run('faults.clear', { world: this.#context.world.value }, 'All faults are off.')
    this.#changed()
  }
}
