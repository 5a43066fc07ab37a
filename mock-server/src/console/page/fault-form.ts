import type { CommandInput } from '../../control/table.ts'
import type { Context } from './context.ts'
import { button, el, fill } from './dom.ts'
import type { FaultDescription } from './faults-panel.ts'
import type { JsonSchema } from './operations.ts'
import { type ParameterField, parameterFields } from './parameter-fields.ts'
import type { ResultLine } from './result-line.ts'

type Wish = CommandInput<'faults.add'>
type Target = NonNullable<Wish['target']>

/** Switches on a chosen fault: how often, at whom, with what. */
export class FaultForm {
  readonly element = el('form', 'fault-form')
  readonly #context: Context
  readonly #result: ResultLine
  readonly #changed: () => void
  #wish: () => Wish = () => ({ world: '', fault: '' })

  constructor(context: Context, result: ResultLine, changed: () => void) {
    this.#context = context
    this.#result = result
    this.#changed = changed
    this.element.hidden = true
    this.element.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#add()
    })
  }

  open(fault: FaultDescription): void {
    const times = choice('How often', [
      ['1', 'once'],
      ['2', 'twice'],
      ['5', '5 times'],
      ['always', 'until switched off'],
    ])
    const endpoint = choice('Endpoint', [
      ['', 'any of its own'],
      ...fault.endpoints.map((name) => [name, name] as const),
    ])
    const client = entry('Client', 'any')
    const nth = entry('From the n-th on', '1', { type: 'number', min: 1 })
    const parameters = parameterFields((fault.parameters ?? {}) as JsonSchema)
    this.#wish = () => wishOf(this.#context.world.value, fault.name, { times, endpoint, client, nth }, parameters)
    fill(
      this.element,
      el('h3', {}, fault.name),
      el('p', {}, fault.breaks),
      el('p', 'muted', `${fault.spec}. A right client: ${fault.expected}`),
      el('div', 'columns', times.element, endpoint.element, client.element, nth.element),
      ...parameters.map(({ element }) => element),
      el(
        'div',
        'actions',
        el('button', { class: 'primary', attributes: { type: 'submit' } }, 'Switch on'),
        button('Cancel', () => this.close()),
      ),
    )
    this.element.hidden = false
    this.element.scrollIntoView({ block: 'nearest' })
    times.control.focus()
  }

  close(): void {
    this.element.hidden = true
    fill(this.element)
  }

  async #add(): Promise<void> {
    const wish = this.#wish()
    const armed = await this.#result.run('faults.add', wish, `${wish.fault} is on.`)
    if (armed) this.close()
    this.#changed()
  }
}

interface Field {
  readonly element: HTMLElement
  readonly control: HTMLInputElement | HTMLSelectElement
}

function wishOf(
  world: string,
  fault: string,
  { times, endpoint, client, nth }: Readonly<Record<'times' | 'endpoint' | 'client' | 'nth', Field>>,
  parameters: readonly ParameterField[],
): Wish {
  const target: Target = {
    ...(endpoint.control.value === '' ? {} : { endpoint: endpoint.control.value as NonNullable<Target['endpoint']> }),
    ...(client.control.value.trim() === '' ? {} : { client: client.control.value.trim() }),
  }
  const given = parameters.flatMap(({ name, read }) => {
    const value = read()
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    world,
    fault,
    times: times.control.value === 'always' ? 'always' : Number(times.control.value),
    ...(nth.control.value === '' ? {} : { nth: Number(nth.control.value) }),
    ...(Object.keys(target).length === 0 ? {} : { target }),
    ...(given.length === 0 ? {} : { parameters: Object.fromEntries(given) }),
  }
}

function choice(name: string, options: readonly (readonly [string, string])[]): Field {
  const control = el('select', {}, ...options.map(([value, text]) => el('option', { attributes: { value } }, text)))
  return { control, element: el('label', 'field', name, control) }
}

function entry(name: string, placeholder: string, attributes: Readonly<Record<string, string | number>> = {}): Field {
  const control = el('input', { attributes: { placeholder, spellcheck: 'false', autocomplete: 'off', ...attributes } })
  return { control, element: el('label', 'field', name, control) }
}
