import type { Context } from './context.ts'
import type { Diagram } from './diagram.ts'
import { byId } from './dom.ts'
import { type Route, readRoute, tabNames, writeRoute } from './route.ts'
import { StepPanel } from './step-panel.ts'

/** Which step is chosen and which is open. The page's address says the latter, so it can be linked to and gone back to. */
export class StepNavigation {
  readonly #context: Context
  readonly #diagram: Diagram
  readonly #layout = byId('layout', HTMLElement)
  readonly #steps = byId('steps', HTMLElement)
  readonly #panel: StepPanel
  #route: Route
  /** Whether the page was opened by a link that it has not followed yet. */
  #isLinked = true

  constructor(context: Context, diagram: Diagram) {
    this.#context = context
    this.#diagram = diagram
    this.#route = readRoute(location.hash)
    this.#panel = new StepPanel(byId('step', HTMLElement), context, {
      close: () => this.close(),
      move: (distance) => this.move(distance),
      show: (tab) => this.#go({ ...this.#route, tab }, 'replace'),
    })
  }

  start(): void {
    const { world, store } = this.#context
    window.addEventListener('hashchange', () => {
      this.#route = readRoute(location.hash)
      world.value = this.#route.world
      this.#show()
      if (this.#route.step !== undefined) this.#diagram.reveal(this.#route.step)
    })
    world.follow((name) => {
      if (name !== this.#route.world) this.#go({ world: name, step: undefined, tab: 'why' }, 'push')
    })
    this.#steps.addEventListener('click', ({ target }) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-id]') : null
      if (row) this.#open(Number(row.dataset.id))
    })
    this.#revealWhenLoaded()
    store.follow(() => this.#revealWhenLoaded())
    this.#show()
  }

  move(distance: number): void {
    const step = this.#diagram.neighbour(distance)
    if (!step) return
    this.#diagram.choose(step.id)
    this.#diagram.reveal(step.id)
    if (this.#route.step !== undefined) this.#go({ ...this.#route, step: step.id }, 'replace')
  }

  openChosen(): void {
    const { chosen } = this.#diagram
    if (chosen !== undefined) this.#open(chosen)
  }

  /** Shows the next tab of the open step, or the one before. */
  turn(distance: 1 | -1): void {
    const { step, tab } = this.#route
    const next = tabNames[(tabNames.indexOf(tab) + distance + tabNames.length) % tabNames.length]
    if (step !== undefined && next) this.#go({ ...this.#route, tab: next }, 'replace')
  }

  close(): void {
    if (this.#route.step === undefined) return
    this.#go({ ...this.#route, step: undefined }, 'replace')
    this.#steps.focus()
  }

  #open(id: number): void {
    this.#go({ ...this.#route, step: id }, 'replace')
  }

  #go(route: Route, how: 'push' | 'replace'): void {
    this.#route = route
    if (how === 'push') history.pushState(null, '', writeRoute(route))
    else history.replaceState(null, '', writeRoute(route))
    this.#show()
  }

  #show(): void {
    const { world, step, tab } = this.#route
    this.#layout.classList.toggle('has-step', step !== undefined)
    if (step === undefined) {
      this.#panel.close()
      return
    }
    this.#diagram.choose(step)
    void this.#panel.open(world, step, tab)
  }

  /** A link to a step leads there once the journal has come. */
  #revealWhenLoaded(): void {
    const { step } = this.#route
    if (!this.#isLinked || this.#context.store.size === 0) return
    this.#isLinked = false
    if (step !== undefined) requestAnimationFrame(() => this.#diagram.reveal(step))
  }
}
