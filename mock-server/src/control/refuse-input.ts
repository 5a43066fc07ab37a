import type { ErrorObject } from 'ajv/dist/2020.js'
import { nearestName } from '../world/nearest-name.ts'
import { ControlError, type FieldError } from './problem.ts'

/** Names each wrong member once, with everything that is allowed there. */
export function refuseInput(found: readonly ErrorObject[]): ControlError {
  const byField = new Map<string, string[]>()
  for (const error of found) {
    // Its branches have said more.
    if (error.keyword === 'anyOf' && found.length > 1) continue
    const { field, allowed } = fieldError(error)
    byField.set(field, [...new Set([...(byField.get(field) ?? []), allowed])])
  }
  const errors = [...byField].map(([field, allowed]) => ({ field, allowed: allowed.join(' or ') }))
  const detail = errors.map(({ field, allowed }) => `${field}: ${allowed}`).join('; ')
  return new ControlError(422, detail ? `${detail}.` : 'The input does not fit the command.', errors)
}

interface Params {
  readonly additionalProperty?: string
  readonly missingProperty?: string
  readonly allowedValues?: readonly unknown[]
  readonly allowedValue?: unknown
  readonly type?: string | readonly string[]
  readonly pattern?: string
}

function fieldError({ instancePath, params, message, keyword, data, parentSchema }: ErrorObject): FieldError {
  const at = instancePath.slice(1).replaceAll('/', '.')
  const details = params as Params
  switch (keyword) {
    case 'additionalProperties':
      return {
        field: joined(at, details.additionalProperty),
        allowed: noSuch(details.additionalProperty, parentSchema),
      }
    case 'required':
      return { field: joined(at, details.missingProperty), allowed: 'required' }
    case 'enum':
      return { field: at, allowed: oneOf(details.allowedValues ?? [], data) }
    case 'const':
      return { field: at, allowed: JSON.stringify(details.allowedValue) }
    case 'type':
      return { field: at || 'input', allowed: `of type ${[details.type].flat().join(' or ')}` }
    case 'pattern':
      return { field: at, allowed: `text that matches ${details.pattern}` }
    default:
      return { field: at || 'input', allowed: message ?? 'another value' }
  }
}

/** What is allowed, and what was probably meant. */
function oneOf(values: readonly unknown[], given: unknown): string {
  return `one of ${values.join(', ')}${meant(given, values.map(String))}`
}

function noSuch(given: unknown, schema: ErrorObject['parentSchema']): string {
  return `no such member${meant(given, Object.keys(schema?.properties ?? {}))}`
}

function meant(given: unknown, names: readonly string[]): string {
  const nearest = typeof given === 'string' ? nearestName(given, names) : undefined
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`
}

function joined(path: string, member = ''): string {
  return path ? `${path}.${member}` : member
}
