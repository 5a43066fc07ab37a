import { el } from './dom.ts'
import { type JsonSchema, valuesOf } from './operations.ts'

/** A control for one member of a JSON Schema. */
export interface ParameterField {
  readonly name: string
  readonly element: HTMLElement
  /** What was filled in; undefined where nothing was, so that the default stands. */
  read(): unknown
}

/** One control for each property; the mock judges what is filled in. */
export function parameterFields({ properties = {} }: JsonSchema): readonly ParameterField[] {
  return Object.entries(properties).map(([name, schema]) => {
    const values = valuesOf(schema)
    return values.length > 0 ? chosen(name, schema, values) : written(name, schema)
  })
}

function chosen(name: string, schema: JsonSchema, values: readonly unknown[]): ParameterField {
  const select = el(
    'select',
    {},
    ...values.map((value, index) =>
      el('option', { attributes: { value: index, selected: value === schema.default } }, String(value)),
    ),
  )
  return { name, element: labelled(name, schema, select), read: () => values[Number(select.value)] }
}

function written(name: string, schema: JsonSchema): ParameterField {
  const input = el('input', {
    attributes: {
      placeholder: schema.default === undefined ? '' : write(schema.default),
      spellcheck: 'false',
      autocomplete: 'off',
    },
  })
  const read = () => {
    const text = input.value.trim()
    if (text === '') return undefined
    return schema.type === 'string' ? text : parse(text)
  }
  return { name, element: labelled(name, schema, input), read }
}

function labelled(name: string, { description }: JsonSchema, control: HTMLElement): HTMLElement {
  return el(
    'label',
    'field',
    el('span', {}, el('code', {}, name), description !== undefined && el('small', {}, ` ${description}`)),
    control,
  )
}

function write(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What is no JSON goes as the text that it is; the mock says what it wants instead. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
