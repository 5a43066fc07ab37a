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
export function allowedIn({ type, enum: values, const: value, anyOf, minimum, maximum }: MemberSchema): string {
  if (values) return values.map((each) => JSON.stringify(each)).join(', ')
  if (value !== undefined) return JSON.stringify(value)
  if (anyOf) return anyOf.map(allowedIn).join(', ')
  const range = [minimum === undefined ? '' : `from ${minimum}`, maximum === undefined ? '' : `to ${maximum}`]
  return [type ?? 'any JSON', ...range].filter((part) => part !== '').join(' ')
}
