import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'

const ajv = new Ajv2020({ allErrors: true })

/** What a JSON Schema (2020-12) finds wrong with a value, one line each. */
export function schemaProblems(schema: object, value: unknown): readonly string[] {
  const validate = ajv.compile(schema)
  return validate(value) ? [] : (validate.errors ?? []).map(describe)
}

function describe({ keyword, instancePath, params, message }: ErrorObject): string {
  if (keyword === 'required') return `${String(params.missingProperty)} is missing`
  const where = instancePath.slice(1).replaceAll('/', '.') || 'the whole'
  return `${where} ${message ?? keyword}`
}
