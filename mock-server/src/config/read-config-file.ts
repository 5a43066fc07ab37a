import { readFile } from 'node:fs/promises'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import schema from '../../schemas/config.schema.json' with { type: 'json' }
import { nearestName } from '../world/nearest-name.ts'
import type { WorldOptions } from '../world/world-options.ts'
import type { SettingName, Settings } from './settings.ts'
import { UsageError } from './usage-error.ts'

/** What a configuration file may hold: what a world is made of, and all settings but those of a start. */
export type ConfigFile = Omit<WorldOptions, SettingName> & Omit<Settings, 'config' | 'json' | 'help' | 'version'>

/**
 * Reads a configuration file.
 * @throws UsageError when it is missing, no JSON, or not what the schema asks for.
 */
export async function readConfigFile(file: string): Promise<ConfigFile> {
  const value = parse(file, await read(file))
  const validate = new Ajv2020({ allErrors: false, strict: false, verbose: true }).compile<
    ConfigFile & { $schema?: string }
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
