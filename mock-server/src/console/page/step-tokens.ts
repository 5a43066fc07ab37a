import type { RecordedExchange } from '../../journal/exchange-record.ts'
import { el, mark } from './dom.ts'
import { recorded } from './recorded-text.ts'
import { moment, relativeTime } from './world-time.ts'

type SeenToken = RecordedExchange['tokens'][number]

/** Claims that are seconds since 1970 (RFC 7519, OIDC Core 2). */
const times = new Set(['exp', 'iat', 'nbf', 'auth_time'])

/** Every token that passed, decoded. @param now world time in milliseconds */
export function tokensTab({ tokens }: RecordedExchange, now: number): HTMLElement[] {
  if (tokens.length === 0) return [el('p', 'muted', 'No token passed in this step.')]
  return tokens.map((token) => drawToken(token, now))
}

function drawToken({ name, in: side, header, claims, signature }: SeenToken, now: number): HTMLElement {
  return el(
    'section',
    'token',
    el('h3', {}, el('code', {}, name), el('small', {}, ` in the ${side}`), validity(claims, now)),
    el('h4', {}, 'Header'),
    drawMembers(header, now),
    el('h4', {}, 'Claims'),
    drawMembers(claims, now),
    el('p', 'muted', 'Signature taken out: ', ...recorded(signature)),
  )
}

/** Whether it is good by the world's clock. */
function validity({ exp }: SeenToken['claims'], now: number): HTMLElement | undefined {
  if (typeof exp !== 'number') return undefined
  const isGood = exp * 1000 > now
  return el(
    'span',
    `outcome ${isGood ? 'answered' : 'refused'}`,
    mark(),
    isGood ? `expires ${relativeTime(exp * 1000 - now)}` : `expired ${relativeTime(exp * 1000 - now)}`,
  )
}

function drawMembers(members: Readonly<Record<string, unknown>>, now: number): HTMLElement {
  return el(
    'dl',
    'pairs',
    ...Object.entries(members).map(([name, value]) =>
      el('div', {}, el('dt', {}, name), el('dd', {}, ...recorded(write(value)), whenOf(name, value, now))),
    ),
  )
}

function write(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1)
}

/** What a time is in world time; a number beyond the calendar is none. */
function whenOf(name: string, value: unknown, now: number): HTMLElement | undefined {
  if (!times.has(name) || typeof value !== 'number') return undefined
  const time = value * 1000
  if (!Number.isFinite(new Date(time).getTime())) return el('small', {}, 'beyond the calendar')
  return el('small', {}, `${moment(time)}, ${relativeTime(time - now)}`)
}
