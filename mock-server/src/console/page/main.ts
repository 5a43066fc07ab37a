import { Api } from './api.ts'
import { drawBlank } from './blank.ts'
import { clockPanel } from './clock-panel.ts'
import { drawConnection } from './connection-line.ts'
import { consentsPanel } from './consents-panel.ts'
import type { Context } from './context.ts'
import { Diagram } from './diagram.ts'
import { byId, el, fill } from './dom.ts'
import { faultsPanel } from './faults-panel.ts'
import { FilterBar } from './filter-bar.ts'
import { openHelp } from './help.ts'
import { JournalStore } from './journal-store.ts'
import { followKeys } from './keyboard.ts'
import { keysPanel } from './keys-panel.ts'
import { lifelineNames, lifelines } from './lifelines.ts'
import { LiveJournal } from './live-journal.ts'
import { startPausing } from './pausing.ts'
import { startPlaces } from './places.ts'
import { readRoute } from './route.ts'
import { Signal } from './signal.ts'
import { StepNavigation } from './step-navigation.ts'
import { switchesPanel } from './switches-panel.ts'
import { startTheme } from './theme.ts'
import { TokenDialog } from './token-dialog.ts'
import { WorldClock } from './world-clock.ts'
import { worldPanel } from './world-panel.ts'
import { WorldPicker } from './world-picker.ts'

startTheme()
startPlaces()

const tokens = new TokenDialog()
const api = new Api(() => tokens.ask())
const world = new Signal(readRoute(location.hash).world)
const store = new JournalStore()
const context: Context = { api, world, store, clock: new WorldClock(api, world, store) }

fill(
  byId('lifelines', HTMLElement),
  el(
    'ol',
    {},
    ...lifelines.map((name) =>
      el('li', {}, el('b', {}, lifelineNames[name].name), el('small', {}, lifelineNames[name].what)),
    ),
  ),
)
const steps = byId('steps', HTMLElement)
const diagram = new Diagram(steps, byId('canvas', HTMLElement), store)
const filters = new FilterBar(store)
const live = new LiveJournal(api, store)
const navigation = new StepNavigation(context, diagram)
const pause = startPausing(store, diagram)

drawConnection(byId('connection', HTMLElement), live)
drawBlank(byId('blank', HTMLElement), context, live, filters)
fill(
  byId('rail', HTMLElement),
  ...[clockPanel, faultsPanel, consentsPanel, worldPanel, switchesPanel, keysPanel].map(
    (panel) => panel(context).element,
  ),
)

const picker = new WorldPicker(context)
void picker.refresh()
world.follow((name) => live.follow(name))
navigation.start()
byId('show-help', HTMLButtonElement).addEventListener('click', openHelp)
followKeys(steps, {
  move: (distance) => navigation.move(distance),
  page: (direction) => navigation.move(direction * diagram.page),
  first: () => navigation.move(Number.NEGATIVE_INFINITY),
  last: () => navigation.move(Number.POSITIVE_INFINITY),
  open: () => navigation.openChosen(),
  turn: (distance) => navigation.turn(distance),
  close: () => navigation.close(),
  find: () => filters.focus(),
  pause,
  help: openHelp,
})
