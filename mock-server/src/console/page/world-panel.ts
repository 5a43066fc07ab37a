import { copyButton } from './clipboard.ts'
import type { Context } from './context.ts'
import { el, fill } from './dom.ts'
import { wordsOf } from './result-line.ts'
import { type Section, section } from './section.ts'

/** What kind of world it is, and the addresses to give to an integration. */
export function worldPanel({ api, world }: Context): Section {
  const body = el('div', 'addresses')
  const refresh = async () => {
    try {
      const { generation, consent, environments } = await api.call('worlds.get', { world: world.value })
      panel.hint.textContent = `generation ${generation}`
      fill(
        body,
        el(
          'p',
          'muted',
          consent === 'auto' ? 'Consents by itself, without pages.' : 'People log in and consent on pages.',
        ),
        el('h3', {}, 'Discovery documents'),
        ...Object.entries(environments).map(([name, { discoveryUrl }]) =>
          el(
            'p',
            'address',
            el('a', { attributes: { href: discoveryUrl } }, name),
            copyButton('Copy', () => discoveryUrl, 'link'),
          ),
        ),
      )
    } catch (error) {
      panel.hint.textContent = ''
      fill(body, ...wordsOf(error))
    }
  }
  const panel = section('World', false, [body])
  world.follow(() => void refresh())
  return panel
}
