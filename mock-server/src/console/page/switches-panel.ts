import type { CommandInput } from '../../control/table.ts'
import type { Switches } from '../../world/settings.ts'
import type { Api } from './api.ts'
import type { Context } from './context.ts'
import { el, fill } from './dom.ts'
import { type JsonSchema, valuesOf } from './operations.ts'
import { ResultLine } from './result-line.ts'
import { type Section, section } from './section.ts'

type Changed = Partial<Switches>
type Profile = NonNullable<CommandInput<'switches.set'>['profile']>

/** What the names do not say by themselves. */
const words: Readonly<Partial<Record<string, string>>> = {
  standingGrantSkipsConsent: 'A standing consent skips the page, with offline_access too',
  nonceReplayRefused: 'A nonce that has had its code is refused',
  missingMerchantVat: 'Without merchant_vat, a user with several merchants gets',
  strictParameters: 'Parameters that the documents call required are required',
  codeReuse: 'A code that comes twice',
  responseModesAdvertised: 'Response modes in discovery',
  responseModesServed: 'Response modes that are served',
  refreshSlidingLife: 'A refresh token may lie unused for',
  accessTokenAfterRevocation: 'An access token whose consent was revoked',
  ibmHeadersRequired: 'The API asks for the x-ibm headers',
  scopeSeparator: 'What separates the words of scope',
  codeVerifierAtRefresh: 'The code_verifier when refreshing',
  consentDenied: 'A no to the consent ends at',
  accessTokenTyp2024: 'The typ of access tokens (generation 2024)',
  tokenResponseScope2018: 'scope in token responses (generation 2018)',
} satisfies Partial<Record<keyof Switches, string>>

/** What MobilePay's sources contradict each other about, one control each. */
export function switchesPanel({ api, world }: Context): Section {
  const result = new ResultLine(api)
  const list = el('div', 'switches')
  const set = async (change: Omit<CommandInput<'switches.set'>, 'world'>, done: string) => {
    const now = await result.run('switches.set', { world: world.value, ...change }, done)
    if (now) await draw(now)
    else await refresh()
  }
  const draw = async (now: Changed) => {
    const schemas = (await api.operations()).get('switches.set')?.members.switches?.properties ?? {}
    const names = Object.keys(now) as (keyof Switches)[]
    fill(
      list,
      ...names.map((name) =>
        control(
          name,
          schemas[name] ?? {},
          now[name],
          (value) => void set({ switches: { [name]: value } }, 'Switched.'),
        ),
      ),
    )
  }
  const refresh = async () => {
    try {
      await draw(await api.call('switches.get', { world: world.value }))
    } catch (error) {
      result.refuse(error)
    }
  }
  const panel = section(
    'Switches',
    false,
    [
      el('p', 'muted', 'What MobilePay’s own sources contradict each other about.'),
      profileSelect(api, (profile) => void set({ profile }, `All as in “${profile}”.`)),
      list,
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

/** Sets all switches at once; the mock says which profiles it has. */
function profileSelect(api: Api, choose: (profile: Profile) => void): HTMLElement {
  const select = el('select')
  const offer = (names: readonly string[]) =>
    fill(
      select,
      el('option', { attributes: { value: '' } }, 'choose…'),
      ...names.map((name) => el('option', { attributes: { value: name } }, name)),
    )
  select.addEventListener('change', () => {
    if (select.value !== '') choose(select.value as Profile)
    select.value = ''
  })
  offer([])
  void api.call('profiles.list', {}).then(({ profiles }) => offer(profiles.map(({ name }) => name)))
  return el('label', 'inline', el('span', {}, 'All as in profile'), select)
}

function wordsOf(name: string, { description }: JsonSchema): string {
  return words[name] ?? description ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function control(
  name: keyof Switches,
  schema: JsonSchema,
  value: unknown,
  change: (value: unknown) => void,
): HTMLElement {
  if (typeof value === 'boolean') {
    const box = el('input', { attributes: { type: 'checkbox', name, checked: value } })
    box.addEventListener('change', () => change(box.checked))
    return el('label', 'switch', box, el('span', {}, wordsOf(name, schema)))
  }
  const select = el(
    'select',
    { attributes: { name } },
    ...valuesOf(schema).map((each) =>
      el('option', { attributes: { value: String(each), selected: each === value } }, String(each)),
    ),
  )
  select.addEventListener('change', () => change(select.value))
  return el('label', 'field', el('span', {}, wordsOf(name, schema)), select)
}
