import type { CommandOutput } from '../../control/table.ts'
import { atRest } from './at-rest.ts'
import type { Context } from './context.ts'
import { el, fill } from './dom.ts'
import { ResultLine } from './result-line.ts'
import { type Section, section } from './section.ts'
import { stageSelect } from './stage-select.ts'

type Consent = CommandOutput<'consents.list'>['consents'][number]

/** Who allowed what to whom, and taking it back. */
export function consentsPanel({ api, world, store }: Context): Section {
  const result = new ResultLine(api)
  const list = el('ul', 'cards')
  const refresh = async () => {
    const here = { world: world.value, stage: stage.value() }
    try {
      const { consents } = await api.call('consents.list', here)
      const { merchants } = await api.call('merchants.list', { world: here.world })
      const names = new Map(merchants.map(({ merchantId, name, vat }) => [merchantId, `${name} (${vat})`]))
      if (here.world !== world.value) return
      panel.hint.textContent = String(consents.length)
      if (consents.length === 0) fill(list, el('li', 'muted', 'Nobody has allowed anything yet.'))
      else fill(list, ...consents.map((consent) => card(consent, names, () => void revoke(consent))))
    } catch (error) {
      result.refuse(error)
    }
  }
  const revoke = async ({ id, clientId }: Consent) => {
    const done = `Revoked for ${clientId}: refreshing fails from now on.`
    await result.run('consents.revoke', { world: world.value, stage: stage.value(), id }, done)
    await refresh()
  }
  const stage = stageSelect(() => void refresh())
  const panel = section('Consents', true, [stage.element, list, result.element], () => void refresh())
  const refreshSoon = atRest(() => void refresh())
  store.follow(() => {
    if (panel.element.open) refreshSoon()
  })
  world.follow(() => {
    result.clear()
    void refresh()
  })
  return panel
}

function card(consent: Consent, names: ReadonlyMap<string, string>, revoke: () => void): HTMLElement {
  const { clientId, merchantId, sub, scopes } = consent
  const merchant = merchantId === undefined ? 'no merchant' : (names.get(merchantId) ?? merchantId)
  return el(
    'li',
    'card',
    el('p', {}, el('b', {}, clientId), ' for ', merchant),
    el('p', 'muted', `user ${sub}`),
    el('p', 'scopes', ...scopes.map((scope) => el('code', {}, scope))),
    el(
      'button',
      {
        class: 'danger',
        onclick: revoke,
        attributes: { type: 'button', 'aria-label': `Revoke the consent to ${clientId} for ${merchant}` },
      },
      'Revoke',
    ),
  )
}
