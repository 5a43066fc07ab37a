import type { CommandName } from '../../control/table.ts'

/** Where a command is found over HTTP, as the OpenAPI document beside the page says. */
export interface Operation {
  readonly method: string
  /** Below `/_mock`, members of the input in braces. */
  readonly path: string
  readonly summary: string
  /** What a body may hold. */
  readonly members: Readonly<Record<string, JsonSchema>>
}

/** As much of JSON Schema as the page draws controls from. */
export interface JsonSchema {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

/** The values that a schema lists; none where it takes any. */
export function valuesOf({ enum: values, const: only, anyOf = [] }: JsonSchema): readonly unknown[] {
  if (only !== undefined) return [only]
  return values ?? anyOf.flatMap(valuesOf)
}

export type Operations = ReadonlyMap<string, Operation>

interface DescribedOperation {
  readonly operationId: string
  readonly summary: string
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>
}

export function operationsOf({ paths }: OpenApiDocument): Operations {
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, summary, requestBody }]) => {
        const members = requestBody?.content['application/json']?.schema.properties ?? {}
        return [operationId, { method: method.toUpperCase(), path, summary, members }] as const
      }),
    ),
  )
}

/** A command as a request, relative to `/_mock/`. */
export interface CommandRequest {
  readonly method: string
  readonly path: string
  /** JSON; undefined where everything stands in the address. */
  readonly body: string | undefined
}

/** @throws Error where the mock has no such command. */
export function requestOf(
  operations: Operations,
  name: CommandName,
  input: Readonly<Record<string, unknown>>,
): CommandRequest {
  const operation = operations.get(name)
  if (!operation) throw new Error(`This mock has no command ${name}.`)
  const { method, path } = operation
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined))
  const address = path.slice(1).replace(/\{(\w+)\}/g, (_braces, member: string) => {
    const value = String(rest.get(member) ?? '')
    rest.delete(member)
    return encodeURIComponent(value)
  })
  if (method !== 'GET' && method !== 'DELETE') {
    return { method, path: address, body: JSON.stringify(Object.fromEntries(rest)) }
  }
  const query = new URLSearchParams([...rest].map(([member, value]): [string, string] => [member, String(value)]))
  return { method, path: query.size > 0 ? `${address}?${query}` : address, body: undefined }
}
