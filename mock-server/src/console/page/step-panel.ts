import type { ExplainedExchange } from '../../journal/explain.ts'
import type { Context } from './context.ts'
import { button, el, fill } from './dom.ts'
import { wordsOf } from './result-line.ts'
import type { TabName } from './route.ts'
import { aboutStep } from './step-about.ts'
import { requestTab, responseTab } from './step-message.ts'
import { tokensTab } from './step-tokens.ts'
import { whyTab } from './step-why.ts'
import { tabs } from './tabs.ts'

/** What the reader does in the panel. */
export interface StepActions {
  close(): void
  move(distance: number): void
  show(tab: TabName): void
}

/** One step, opened. */
export class StepPanel {
  readonly #element: HTMLElement
  readonly #context: Context
  readonly #actions: StepActions
  #wanted: string | undefined
  #shown: { readonly exchange: ExplainedExchange; readonly key: string } | undefined

  constructor(element: HTMLElement, context: Context, actions: StepActions) {
    this.#element = element
    this.#context = context
    this.#actions = actions
  }

  close(): void {
    this.#wanted = undefined
    this.#shown = undefined
    this.#element.hidden = true
    fill(this.#element)
  }

  /** Reads the step from the mock unless it is there already, and shows a tab of it. */
  async open(world: string, id: number, tab: TabName): Promise<void> {
    const key = `${world}/${id}`
    this.#wanted = key
    this.#element.hidden = false
    try {
      const exchange =
        this.#shown?.key === key ? this.#shown.exchange : await this.#context.api.call('journal.get', { world, id })
      if (this.#wanted !== key) return
      this.#shown = { exchange, key }
      this.#draw(exchange, tab)
    } catch (error) {
      if (this.#wanted !== key) return
      this.#shown = undefined
      fill(this.#element, this.#head(`#${id}`), el('div', 'result refused', ...wordsOf(error)))
    }
  }

  #draw(exchange: ExplainedExchange, tab: TabName): void {
    const { id, method, endpoint, response } = exchange
    const hadFocus = this.#element.contains(document.activeElement)
    const drawn = tabs(
      [
        { name: 'why', title: 'Why', content: () => whyTab(exchange) },
        { name: 'request', title: 'Request', content: () => requestTab(exchange) },
        { name: 'response', title: 'Response', content: () => responseTab(exchange) },
        {
          name: 'tokens',
          title: `Tokens (${exchange.tokens.length})`,
          content: () => tokensTab(exchange, this.#context.clock.now()),
        },
      ],
      tab,
      (chosen) => this.#actions.show(chosen),
    )
    fill(
      this.#element,
      this.#head(`#${id} ${method} ${endpoint} → ${response?.status ?? 'no answer'}`),
      aboutStep(exchange, this.#context.api),
      ...drawn,
    )
    if (hadFocus) this.#element.querySelector<HTMLElement>('[aria-selected=true]')?.focus()
  }

  #head(title: string): HTMLElement {
    return el(
      'header',
      'step-head',
      el('h2', {}, title),
      el(
        'div',
        'actions',
        named(
          button('↑', () => this.#actions.move(-1)),
          'Step above',
          'k',
        ),
        named(
          button('↓', () => this.#actions.move(1)),
          'Step below',
          'j',
        ),
        named(
          button('✕', () => this.#actions.close()),
          'Close',
          'Escape',
        ),
      ),
    )
  }
}

function named(control: HTMLButtonElement, name: string, key: string): HTMLButtonElement {
  control.setAttribute('aria-label', name)
  control.setAttribute('aria-keyshortcuts', key)
  control.title = `${name} (${key})`
  return control
}
