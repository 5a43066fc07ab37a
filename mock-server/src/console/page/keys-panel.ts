import type { CommandOutput } from '../../control/table.ts'
import type { Context } from './context.ts'
import { button, el, fill } from './dom.ts'
import { ResultLine } from './result-line.ts'
import { type Section, section } from './section.ts'
import { stageSelect } from './stage-select.ts'

/** Which key signs and which are published; the next one, with and without overlap. */
export function keysPanel({ api, world }: Context): Section {
  const result = new ResultLine(api)
  const list = el('ul', 'keys')
  const draw = ({ signing, published }: CommandOutput<'keys.list'>) =>
    fill(
      list,
      ...published.map((kid) => el('li', {}, el('code', {}, kid), kid === signing && el('small', {}, ' signs'))),
    )
  const refresh = async () => {
    try {
      draw(await api.call('keys.list', { world: world.value, stage: stage.value() }))
    } catch (error) {
      result.refuse(error)
    }
  }
  const stage = stageSelect(() => void refresh())
  const rotate = async (overlap: boolean) => {
    const done = overlap
      ? 'The next key signs; the one before stays published.'
      : 'The next key signs; the others are withdrawn.'
    const keys = await result.run('keys.rotate', { world: world.value, stage: stage.value(), overlap }, done)
    if (keys) draw(keys)
  }
  const panel = section(
    'Keys',
    false,
    [
      stage.element,
      list,
      el(
        'div',
        'actions',
        button('Rotate', () => void rotate(true)),
        button('Rotate without overlap', () => void rotate(false)),
      ),
      result.element,
    ],
    () => void refresh(),
  )
  world.follow(() => {
    result.clear()
    if (panel.element.open) void refresh()
  })
  return panel
}
