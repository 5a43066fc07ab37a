import { parseArgs } from 'node:util'
import { type EnvironmentName, environmentNames, type Generation } from '@mobilepay-oidc/fixtures'
import { nearest, UsageError } from '../cli/usage-error.ts'

export type ResponseMode = 'form_post' | 'fragment'

export interface DemoOptions {
  readonly help: boolean
  readonly json: boolean
  readonly environments: readonly EnvironmentName[]
  readonly responseMode: ResponseMode
  readonly generation: Generation
}

const flags = {
  environment: { type: 'string', multiple: true },
  'response-mode': { type: 'string', default: 'form_post' },
  generation: { type: 'string', default: '2024' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const environmentsByDefault: readonly EnvironmentName[] = ['sandbox-dk', 'sandbox-fi']

/**
 * Reads the command line.
 * @throws UsageError with one sentence on what is wrong.
 */
export function readDemoOptions(args: readonly string[]): DemoOptions {
  const values = parse(args)
  return {
    help: values.help,
    json: values.json,
    environments: [...new Set((values.environment ?? environmentsByDefault).flatMap(environmentsCalled))],
    responseMode: oneOf('response mode', values['response-mode'], ['form_post', 'fragment']),
    generation: oneOf('generation', values.generation, ['2024', '2018']),
  }
}

function parse(args: readonly string[]) {
  for (const arg of args) {
    const [, name] = /^--([^=]*)/.exec(arg) ?? []
    if (name && !(name in flags))
      throw new UsageError(`There is no option --${name}${nearest(name, Object.keys(flags))}`)
  }
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: false }).values
  } catch (error) {
    const [sentence = ''] = String(error instanceof Error ? error.message : error).split(/\.\s|\n/)
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`)
  }
}

function environmentsCalled(name: string): readonly EnvironmentName[] {
  return name === 'all' ? environmentNames : [oneOf('environment', name, environmentNames, 'all')]
}

function oneOf<const Value extends string>(
  what: string,
  text: string,
  values: readonly Value[],
  ...further: readonly string[]
): Value {
  const found = values.find((value) => value === text)
  if (found !== undefined) return found
  const choices = [...values, ...further]
  throw new UsageError(`There is no ${what} ${text}: choose ${choices.join(', ')}${nearest(text, choices)}`)
}
