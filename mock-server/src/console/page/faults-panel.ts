import type { CommandOutput } from '../../control/table.ts'
import { ArmedFaults } from './armed-faults.ts'
import { atRest } from './at-rest.ts'
import type { Context } from './context.ts'
import { FaultCatalogue } from './fault-catalogue.ts'
import { FaultForm } from './fault-form.ts'
import { ResultLine } from './result-line.ts'
import { type Section, section } from './section.ts'

export type FaultDescription = CommandOutput<'faults.catalogue'>['faults'][number]
export type ArmedFault = CommandOutput<'faults.list'>['faults'][number]

/** What is switched on, and everything that can be. */
export function faultsPanel(context: Context): Section {
  const { api, world, store } = context
  const result = new ResultLine(api)
  const refresh = async () => {
    const name = world.value
    try {
      const { faults } = await api.call('faults.list', { world: name })
      if (name !== world.value) return
      armed.draw(faults)
      const active = faults.filter(({ state }) => state === 'active').length
      panel.hint.textContent = active === 0 ? 'none on' : `${active} on`
    } catch (error) {
      result.refuse(error)
    }
  }
  const armed = new ArmedFaults(context, result, () => void refresh())
  const form = new FaultForm(context, result, () => void refresh())
  const catalogue = new FaultCatalogue(context, (fault) => form.open(fault))
  const panel = section(
    'Faults',
    true,
    [armed.element, result.element, form.element, catalogue.element],
    () => void refresh(),
  )
  const refreshSoon = atRest(() => void refresh())
  store.follow(() => {
    if (panel.element.open) refreshSoon()
  })
  world.follow(() => {
    result.clear()
    form.close()
    void refresh()
  })
  return panel
}
