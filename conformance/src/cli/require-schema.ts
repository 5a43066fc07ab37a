import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { nearest, UsageError } from './usage-error.ts'

const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true })

/**
 * Holds what somebody wrote against a schema.
 * @throws UsageError that names the place in the file, and what is allowed there
 */
export function requireSchema(schema: object, value: unknown, path: string): void {
  const validate = ajv.compile(schema)
  if (validate(value)) return
  const [error] = (validate.errors ?? []).toSorted((one, other) => closeness(other) - closeness(one))
  throw new UsageError(`${path}: ${error ? describe(error) : 'does not fit its schema.'}`)
}

/** The deepest is nearest to the mistake; and a member that is spelled wrong explains the one that is missing. */
function closeness({ instancePath, keyword }: ErrorObject): number {
  return instancePath.split('/').length + (keyword === 'additionalProperties' ? 0.5 : 0)
}

function describe({ keyword, instancePath, params, message, parentSchema }: ErrorObject): string {
  const place = instancePath.slice(1).replaceAll('/', '.')
  const at = (name: string) => (place === '' ? name : `${place}.${name}`)
  const allowed = Object.keys((parentSchema as { properties?: object } | undefined)?.properties ?? {})
  switch (keyword) {
    case 'required':
      return `${at(String(params.missingProperty))} is missing.`
    case 'additionalProperties': {
      const name = String(params.additionalProperty)
      return `there is no ${at(name)}${nearest(name, allowed)} Allowed here: ${allowed.join(', ')}.`
    }
    case 'enum':
      return `${place} must be one of ${(params.allowedValues as readonly unknown[]).join(', ')}.`
    case 'const':
      return `${place} must be ${JSON.stringify(params.allowedValue)}.`
    default:
      return `${place || 'the whole'} ${message ?? 'is wrong'}.`
  }
}
