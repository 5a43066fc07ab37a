import { copyButton } from './clipboard.ts'
import type { Context } from './context.ts'
import { button, el, fill } from './dom.ts'
import type { FilterBar } from './filter-bar.ts'
import type { LiveJournal } from './live-journal.ts'

/** What stands where no steps are: why, and what to do about it. */
export function drawBlank(element: HTMLElement, context: Context, live: LiveJournal, filters: FilterBar): void {
  const { store, world, api } = context
  let shown = ''
  const draw = () => {
    const { kind } = live.connection.value
    const state = store.shown.length > 0 ? 'steps' : kind === 'live' && store.size > 0 ? 'filtered' : kind
    if (`${state} ${world.value}` === shown) return
    shown = `${state} ${world.value}`
    element.hidden = state === 'steps' || state === 'loading'
    if (state === 'filtered') drawFiltered(element, filters)
    if (state === 'gone') drawGone(element, context)
    if (state === 'lost')
      fill(
        element,
        el('h2', {}, 'The mock does not answer'),
        el('p', {}, 'It was stopped, or is being started again. The page comes back by itself as soon as it does.'),
      )
    if (state === 'live') {
      const discovery = async () =>
        (await api.call('worlds.get', { world: world.value })).environments['sandbox-dk'].discoveryUrl
      void drawEmpty(element, discovery)
    }
  }
  store.follow(draw)
  world.follow(draw)
  live.connection.follow(draw)
}

function drawFiltered(element: HTMLElement, filters: FilterBar): void {
  fill(
    element,
    el('h2', {}, 'No step meets the filters'),
    button('Clear filters', () => filters.clear()),
  )
}

function drawGone(element: HTMLElement, { api, world }: Context): void {
  const { value } = world
  const again = async () => {
    await api.call('worlds.create', { name: value }).catch(() => undefined)
    world.value = 'default'
    world.value = value
  }
  fill(
    element,
    el('h2', {}, `There is no world “${value}”`),
    el('p', {}, 'It was removed, or lay unused for an hour. What happened in it went with it.'),
    el(
      'div',
      'actions',
      button('Go to the default world', () => {
        world.value = 'default'
      }),
      button('Create it again', () => void again()),
    ),
  )
}

async function drawEmpty(element: HTMLElement, discovery: () => Promise<string>): Promise<void> {
  const url = await discovery().catch(() => undefined)
  if (url === undefined) return
  fill(
    element,
    el('h2', {}, 'Nothing has happened in this world yet'),
    el('p', {}, 'Give its discovery document to your integration. Every request shows up here as it ends.'),
    el('pre', {}, el('code', {}, url)),
    copyButton('Copy address', () => url),
  )
}
