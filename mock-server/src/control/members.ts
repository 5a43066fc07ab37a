import type { TSchema } from 'typebox'
import type { AnyCommand } from './command.ts'

/** A member of a command's input. */
export interface Member {
  readonly name: string
  readonly schema: TSchema & MemberSchema
  readonly isRequired: boolean
}

/** What of a member's schema documents and the command line read. */
export interface MemberSchema {
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly MemberSchema[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  /** Of an object. */
  readonly properties?: Readonly<Record<string, MemberSchema>>
  readonly required?: readonly string[]
  /** Of an array. */
  readonly items?: MemberSchema
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, TSchema & MemberSchema>>
  readonly required?: readonly string[]
}

export function membersOf({ input }: Pick<AnyCommand, 'input'>): readonly Member[] {
  const { properties, required = [] } = input as unknown as ObjectSchema
  return Object.entries(properties).map(([name, schema]) => ({ name, schema, isRequired: required.includes(name) }))
}

/** The names in braces. */
export function membersInPath(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}

/** What a member takes, in words: its type, or the values that are allowed. */
export function allowedIn(schema: MemberSchema): string {
  const { type, enum: values, const: value, anyOf, items, pattern } = schema
  if (values) return values.map((each) => JSON.stringify(each)).join(', ')
  if (value !== undefined) return JSON.stringify(value)
  if (anyOf) return anyOf.map(allowedIn).join(', ')
  if (items) return `array of ${items.properties ? 'objects' : allowedIn(items)}`
  return [type ?? 'any JSON', pattern === undefined ? rangeOf(schema) : `that matches ${pattern}`].join(' ').trimEnd()
}

function rangeOf({ minimum, maximum }: MemberSchema): string {
  return [minimum === undefined ? '' : `from ${minimum}`, maximum === undefined ? '' : `to ${maximum}`].join(' ').trim()
}
