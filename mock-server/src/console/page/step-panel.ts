import type { ExplainedExchange } from '../../journal/explain.ts'
import { copyButton } from './clipboard.ts'
import type { Context } from './context.ts'
import { curlOfExchange } from './curl.ts'
import { button, el, fill } from './dom.ts'
import { lifelineNames, wayOf } from './lifelines.ts'
import { wordsOf } from './result-line.ts'
import type { TabName } from './route.ts'
import { requestTab, responseTab } from './step-message.ts'
import { tokensTab } from './step-tokens.ts'
import { whyTab } from './step-why.ts'
import { tabs } from './tabs.ts'
import { moment } from './world-time.ts'

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
      this.#about(exchange),
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

  #about(exchange: ExplainedExchange): HTMLElement {
    const { endpoint, at, environment, clientId, merchantId, durationMs, requestId, fault } = exchange
    const { from, to } = wayOf(endpoint)
    const parts = [environment, clientId && `client ${clientId}`, merchantId && `merchant ${merchantId}`]
    const worldUrl = async () => (await this.#context.api.call('worlds.get', { world: exchange.world })).url
    return el(
      'div',
      'about',
      el(
        'p',
        {},
        el('b', {}, lifelineNames[from].name),
        ' asks ',
        el('b', {}, lifelineNames[to].name),
        `, ${moment(at)}`,
      ),
      el('p', 'muted', parts.filter(Boolean).join(' · ')),
      el('p', 'muted', `${durationMs} ms · request `, el('code', {}, requestId)),
      fault !== undefined &&
        el(
          'p',
          'outcome fault',
          el('i', { class: 'mark', attributes: { 'aria-hidden': 'true' } }),
          `fault ${fault} fired here`,
        ),
      el(
        'div',
        'actions',
        copyButton('Copy as curl', async () => curlOfExchange(exchange, await worldUrl())),
        copyButton('Copy as JSON', () => JSON.stringify(exchange, null, 2)),
        copyButton('Copy link', () => location.href),
        el('small', {}, 'Copies hold fingerprints in place of secrets.'),
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
