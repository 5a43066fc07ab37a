import type { Summary } from '../../journal/exchange-filter.ts'
import { el, mark } from './dom.ts'
import {
  answerTo,
  isFrontChannel,
  isThroughBrowser,
  type Lifeline,
  lifelineNames,
  lifelines,
  wayOf,
} from './lifelines.ts'
import { outcomeOf, outcomeText } from './step-outcome.ts'
import { clockJump, dayOf, duration, timeOfDay } from './world-time.ts'

/** Draws one step: when, the arrow of the request, the arrow of the answer. @param before the step above it */
export function drawRow(summary: Summary, before: Summary | undefined): HTMLElement {
  const channel = isFrontChannel(summary.endpoint) ? 'front' : 'back'
  return el(
    'div',
    {
      class: `row ${channel}`,
      id: `step-${summary.id}`,
      attributes: { role: 'option', 'aria-label': spoken(summary), 'data-id': summary.id },
    },
    drawTime(summary, before),
    el('div', 'stage', drawRequest(summary), drawAnswer(summary)),
  )
}

function drawTime(summary: Summary, before: Summary | undefined): HTMLElement {
  const jump = clockJump(before, summary)
  const isNewDay = before === undefined || dayOf(before.at) !== dayOf(summary.at)
  const remark =
    jump !== 0 ? el('span', 'jump', `clock ${duration(jump)}`) : isNewDay && el('span', 'day', dayOf(summary.at))
  return el(
    'div',
    jump === 0 ? 'time' : 'time jumped',
    remark,
    el('time', { attributes: { datetime: new Date(summary.at).toISOString() } }, timeOfDay(summary.at)),
    el('small', {}, `#${summary.id}`, el('span', 'took', ` · ${Math.round(summary.durationMs)} ms`)),
  )
}

function drawRequest({ endpoint, method, clientId }: Summary): HTMLElement {
  const { from, to } = wayOf(endpoint)
  return drawArrow('request', from, to, [
    el('b', {}, `${method} ${endpoint}`),
    clientId !== undefined && el('span', 'client', clientId),
  ])
}

function drawAnswer(summary: Summary): HTMLElement {
  const { to } = wayOf(summary.endpoint)
  const outcome = outcomeOf(summary)
  return drawArrow('reply', to, answerTo(summary), [
    el('span', `outcome ${outcome}`, mark(), el('b', {}, String(summary.status ?? 'no answer'))),
    el('span', `said ${outcome}`, outcomeText(summary)),
    isThroughBrowser(summary) && el('small', {}, 'through the browser'),
  ])
}

/** The classes say between which lifelines; the stylesheet knows where those are. */
function drawArrow(
  kind: 'request' | 'reply',
  from: Lifeline,
  to: Lifeline,
  label: Parameters<typeof el>[2][],
): HTMLElement {
  const [start, end] = [lifelines.indexOf(from), lifelines.indexOf(to)]
  const direction = start < end ? 'rightwards' : 'leftwards'
  const span = `from-${Math.min(start, end)} to-${Math.max(start, end)}`
  return el('div', `arrow ${kind} ${direction} ${span}`, el('span', 'label', ...label))
}

function spoken(summary: Summary): string {
  const { from, to } = wayOf(summary.endpoint)
  const name = (lifeline: Lifeline) => lifelineNames[lifeline].name
  const said = outcomeText(summary)
  return [
    `${timeOfDay(summary.at)}, ${name(from)} to ${name(to)}: ${summary.method} ${summary.endpoint}`,
    `answer ${summary.status ?? 'none'} to ${name(answerTo(summary))}`,
    ...(said ? [said] : []),
  ].join('. ')
}
