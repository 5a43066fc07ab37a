import type { ExplainedExchange } from '../../journal/explain.ts'
import type { Api } from './api.ts'
import { copyButton } from './clipboard.ts'
import { curlOfExchange } from './curl.ts'
import { el, mark } from './dom.ts'
import { lifelineNames, wayOf } from './lifelines.ts'
import { moment } from './world-time.ts'

/** Who asked whom, when and for whom, and what can be copied. */
export function aboutStep(exchange: ExplainedExchange, api: Api): HTMLElement {
  const { endpoint, at, environment, clientId, merchantId, durationMs, requestId, fault } = exchange
  const { from, to } = wayOf(endpoint)
  const name = (lifeline: typeof from) => el('b', {}, lifelineNames[lifeline].name)
  const parts = [environment, clientId && `client ${clientId}`, merchantId && `merchant ${merchantId}`]
  return el(
    'div',
    'about',
    el('p', {}, name(from), ' asks ', name(to), `, ${moment(at)}`),
    el('p', 'muted', parts.filter(Boolean).join(' · ')),
    el('p', 'muted', `${durationMs} ms · request `, el('code', {}, requestId)),
    fault !== undefined && el('p', 'outcome fault', mark(), `fault ${fault} fired here`),
    copies(exchange, api),
  )
}

function copies(exchange: ExplainedExchange, api: Api): HTMLElement {
  const curl = async () => curlOfExchange(exchange, (await api.call('worlds.get', { world: exchange.world })).url)
  return el(
    'div',
    'actions',
    copyButton('Copy as curl', curl),
    copyButton('Copy as JSON', () => JSON.stringify(exchange, null, 2)),
    copyButton('Copy link', () => location.href),
    el('small', {}, 'Copies hold fingerprints in place of secrets.'),
  )
}
