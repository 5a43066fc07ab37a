import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Command, Controlled } from './command.ts'
import { ControlError, type FieldError } from './problem.ts'

const ajv = new Ajv2020({ allErrors: true, strict: false })
const coercing = new Ajv2020({ allErrors: true, strict: false, coerceTypes: true })
const validators = new WeakMap<object, Map<Ajv2020, ValidateFunction>>()

/** `text` where the values came from an address or a command line and are to be read as what the schema asks for. */
export type InputKind = 'typed' | 'text'

/**
 * Holds an input against the command's schema and runs it; a refused command changes nothing.
 * @throws ControlError with every wrong field and what is allowed there.
 */
export async function runCommand(
  command: Command,
  mock: Controlled,
  input: object,
  kind: InputKind = 'typed',
): Promise<unknown> {
  const given = structuredClone(input)
  const validate = validatorOf(command, kind === 'text' ? coercing : ajv)
  if (!validate(given)) throw refusal(validate.errors ?? [])
  return command.run(mock, given)
}

function validatorOf({ input }: Command, compiler: Ajv2020): ValidateFunction {
  const known = validators.get(input) ?? new Map<Ajv2020, ValidateFunction>()
  validators.set(input, known)
  const validate = known.get(compiler) ?? compiler.compile(input)
  known.set(compiler, validate)
  return validate
}

function refusal(found: readonly ErrorObject[]): ControlError {
  const errors = found.filter(({ keyword }) => keyword !== 'anyOf' || found.length === 1).map(fieldError)
  const [first] = errors
  return new ControlError(
    422,
    first ? `${first.field}: ${first.allowed}.` : 'The input does not fit the command.',
    errors,
  )
}

function fieldError({ instancePath, params, message, keyword }: ErrorObject): FieldError {
  const at = instancePath.slice(1).replaceAll('/', '.')
  const details = params as {
    additionalProperty?: string
    missingProperty?: string
    allowedValues?: unknown[]
    allowedValue?: unknown
  }
  if (keyword === 'additionalProperties')
    return { field: joined(at, details.additionalProperty), allowed: 'no such member' }
  if (keyword === 'required') return { field: joined(at, details.missingProperty), allowed: 'required' }
  if (keyword === 'enum') return { field: at, allowed: `one of ${details.allowedValues?.join(', ')}` }
  if (keyword === 'const') return { field: at, allowed: String(details.allowedValue) }
  return { field: at || 'input', allowed: message ?? 'another value' }
}

function joined(path: string, member = ''): string {
  return path ? `${path}.${member}` : member
}
