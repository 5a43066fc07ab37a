import { say } from './clipboard.ts'
import type { Context } from './context.ts'
import { openCreateWorld } from './create-world.ts'
import { byId, el, fill } from './dom.ts'

/** Milliseconds between two looks at the list: tests make worlds and remove them. */
const interval = 5000

/** Chooses a world, makes one, removes one. */
export class WorldPicker {
  readonly #context: Context
  readonly #select = byId('world', HTMLSelectElement)
  readonly #remove = byId('remove-world', HTMLButtonElement)
  #names: readonly string[] = []

  constructor(context: Context) {
    this.#context = context
    this.#select.addEventListener('change', () => {
      context.world.value = this.#select.value
    })
    this.#select.addEventListener('focus', () => void this.refresh())
    byId('create-world', HTMLButtonElement).addEventListener('click', () =>
      openCreateWorld(context.api, (name) => {
        context.world.value = name
        void this.refresh()
      }),
    )
    this.#remove.addEventListener('click', () => void this.#removeChosen())
    context.world.follow(() => this.#draw())
    setInterval(() => {
      if (!document.hidden) void this.refresh()
    }, interval)
  }

  async refresh(): Promise<void> {
    const answer = await this.#context.api.call('worlds.list', {}).catch(() => undefined)
    if (!answer) return
    const names = answer.worlds.map(({ name }) => name)
    if (names.join('\n') === this.#names.join('\n')) return
    this.#names = names
    this.#draw()
  }

  /** The chosen one is offered although it is gone, so that the page says where it stands. */
  #draw(): void {
    const chosen = this.#context.world.value
    const offered = this.#names.includes(chosen) ? this.#names : [...this.#names, chosen]
    fill(this.#select, ...offered.map((name) => el('option', { attributes: { value: name } }, name)))
    this.#select.value = chosen
    this.#remove.disabled = chosen === 'default'
    this.#remove.title = chosen === 'default' ? 'The default world stays.' : `Remove the world ${chosen}`
  }

  async #removeChosen(): Promise<void> {
    const { api, world } = this.#context
    const { value } = world
    try {
      await api.call('worlds.remove', { world: value })
      world.value = 'default'
      say(`Removed ${value}`)
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
    }
    await this.refresh()
  }
}
