import { readFile } from 'node:fs/promises'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import schema from '../../schemas/config.schema.json' with { type: 'json' }
import { UsageError } from '../cli/options.ts'
import type { MockServerOptions } from '../start-mock-server.ts'
import { nearestName } from '../world/nearest-name.ts'

/**
 * Reads a configuration file.
 * @throws UsageError when it is missing, no JSON, or not what the schema asks for.
 */
export async function readConfigFile(file: string): Promise<MockServerOptions> {
  const value = parse(file, await read(file))
  const validate = new Ajv2020({ allErrors: false, strict: false, verbose: true }).compile<
    MockServerOptions & { $schema?: string }
  >(schema)
  if (!validate(value)) throw new UsageError(`The configuration ${file} is wrong: ${explain(validate.errors?.[0])}.`)
  const { $schema: _schema, ...options } = value
  return options
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new UsageError(`The configuration ${file} cannot be read. Check the path given with --config.`, { cause })
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new UsageError(`The configuration ${file} is no JSON: ${reason}.`, { cause })
  }
}

function explain(error: ErrorObject | undefined): string {
  const where = error?.instancePath ? error.instancePath.slice(1).replaceAll('/', '.') : 'the file'
  const { additionalProperty, allowedValues } = (error?.params ?? {}) as Record<string, unknown>
  if (typeof additionalProperty === 'string') return `${where} has an unknown member "${additionalProperty}"`
  if (Array.isArray(allowedValues))
    return `${where} is one of ${allowedValues.join(', ')}${meant(error, allowedValues)}`
  return `${where} ${error?.message ?? 'does not fit the schema'}`
}

function meant(error: ErrorObject | undefined, values: readonly unknown[]): string {
  const nearest = typeof error?.data === 'string' ? nearestName(error.data, values.map(String)) : undefined
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`
}
