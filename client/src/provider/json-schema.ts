/**
 * As much of JSON Schema (2020-12) as MobilePay's two documents need. Data rather than code that ajv has compiled: a
 * fifteenth of the size, and nothing is made from text at run time (docs/decisions/0009).
 */
export type JsonSchema =
  /** Nothing is allowed here. */
  | false
  | {
      readonly type?: 'object' | 'array' | 'string' | 'boolean'
      readonly required?: readonly string[]
      readonly properties?: Readonly<Record<string, JsonSchema>>
      readonly items?: JsonSchema
      readonly minItems?: number
      readonly uniqueItems?: boolean
      readonly minLength?: number
      readonly pattern?: string
    }

/**
 * Holds a value against a schema.
 *
 * @param value parsed JSON
 * @returns where the first violation is, as a JSON Pointer (RFC 6901; `''` is the whole); undefined where there is none
 */
export function firstViolation(schema: JsonSchema, value: unknown, at = ''): string | undefined {
  if (schema === false || (schema.type !== undefined && typeOf(value) !== schema.type)) return at
  if (typeof value === 'string') return textFits(schema, value) ? undefined : at
  if (Array.isArray(value)) return arrayViolation(schema, value, at)
  if (typeOf(value) === 'object') return objectViolation(schema, value as Record<string, unknown>, at)
  return undefined
}

type Keywords = Exclude<JsonSchema, false>

function textFits({ minLength = 0, pattern }: Keywords, text: string): boolean {
  return [...text].length >= minLength && (pattern === undefined || new RegExp(pattern, 'u').test(text))
}

function arrayViolation(schema: Keywords, values: readonly unknown[], at: string): string | undefined {
  if (values.length < (schema.minItems ?? 0)) return at
  const { items } = schema
  const found =
    items === undefined ? undefined : first(values.keys(), (i) => firstViolation(items, values[i], `${at}/${i}`))
  const repeated = schema.uniqueItems && new Set(values.map((value) => JSON.stringify(value))).size < values.length
  return found ?? (repeated ? at : undefined)
}

function objectViolation(schema: Keywords, members: Record<string, unknown>, at: string): string | undefined {
  const { required = [], properties = {} } = schema
  const missing = required.find((name) => !Object.hasOwn(members, name))
  if (missing !== undefined) return `${at}/${missing}`
  return first(Object.entries(properties), ([name, inner]) =>
    Object.hasOwn(members, name) ? firstViolation(inner, members[name], `${at}/${name}`) : undefined,
  )
}

function first<T>(values: Iterable<T>, check: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const found = check(value)
    if (found !== undefined) return found
  }
  return undefined
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
