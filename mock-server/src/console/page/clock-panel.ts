import type { CommandOutput } from '../../control/table.ts'
import type { Context } from './context.ts'
import { button, el } from './dom.ts'
import { ResultLine } from './result-line.ts'
import { type Section, section } from './section.ts'
import type { WorldClock } from './world-clock.ts'
import { dayOf, timeOfDay } from './world-time.ts'

/** What tests of tokens and consents move by: a token's life, a session's, a refresh token's. */
const leaps = [
  ['+1 min', 'PT1M'],
  ['+5 min', 'PT5M'],
  ['+1 h', 'PT1H'],
  ['+1 day', 'P1D'],
  ['+13 months', 'P13M'],
] as const

/** The world's clock: look, stop, move. */
export function clockPanel({ api, world, clock }: Context): Section {
  const result = new ResultLine(api)
  const here = () => ({ world: world.value })
  const take = async (answer: Promise<CommandOutput<'clock.get'> | undefined>) => {
    const reading = await answer
    if (reading) clock.take(reading)
  }
  const advance = (duration: string) =>
    take(result.run('clock.advance', { ...here(), duration }, `Moved by ${duration}.`))
  const set = (time: string) => take(result.run('clock.set', { ...here(), time }, `Set to ${time}.`))
  const freeze = button('Freeze', () => void take(result.run('clock.freeze', here(), 'Stopped.')))
  const resume = button('Resume', () => void take(result.run('clock.resume', here(), 'Runs on.')))
  const face = clockFace(clock)
  const panel = section('Clock', true, [
    face.element,
    el('div', 'actions', freeze, resume),
    el('div', { class: 'actions', attributes: { role: 'group', 'aria-label': 'Move on' } }, leapButtons(advance)),
    entry('Move by', 'ISO 8601, such as P13M1D', 'PT5M', 'Move', advance),
    entry('Set to', 'RFC 3339', '2026-11-24T12:00:00Z', 'Set', set),
    result.element,
  ])
  clock.state.follow((state) => {
    const isFrozen = state !== undefined && 'frozenAt' in state
    freeze.disabled = isFrozen
    resume.disabled = !isFrozen
    panel.hint.textContent = isFrozen ? 'frozen' : 'running'
    face.draw()
  })
  world.follow(() => result.clear())
  setInterval(face.draw, tick)
  return panel
}

/** Milliseconds between two drawings, so that no second is left out. */
const tick = 250

function clockFace(clock: WorldClock): { readonly element: HTMLElement; draw(): void } {
  const day = el('span', 'clock-day')
  const time = el('time', 'clock-time')
  const draw = () => {
    day.textContent = dayOf(clock.now())
    time.textContent = timeOfDay(clock.now())
    time.dateTime = new Date(clock.now()).toISOString()
  }
  return { element: el('p', 'clock', day, time, el('span', 'muted', 'UTC')), draw }
}

function leapButtons(advance: (duration: string) => Promise<void>): HTMLButtonElement[] {
  return leaps.map(([label, duration]) => button(label, () => void advance(duration)))
}

function entry(
  name: string,
  hint: string,
  example: string,
  action: string,
  run: (text: string) => Promise<void>,
): HTMLElement {
  const input = el('input', { attributes: { placeholder: example, spellcheck: 'false', autocomplete: 'off' } })
  const form = el(
    'form',
    'entry',
    el('label', 'field', el('span', {}, name, ' ', el('small', {}, hint)), input),
    el('button', { class: 'plain', attributes: { type: 'submit' } }, action),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void run(input.value.trim() || example)
  })
  return form
}
