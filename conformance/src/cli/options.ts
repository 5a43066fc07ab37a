import { parseArgs } from 'node:util'
import { type EnvironmentName, environmentNames, environments, type Generation } from '@mobilepay-oidc/fixtures'
import type { Check } from '../checks/check.ts'
import { families } from '../checks/families.ts'
import { selectChecks } from '../run/plan.ts'
import { addressRuleOf } from '../subjects/address-rule.ts'
import { productionRefused, reachesProduction } from '../subjects/production-guard.ts'
import { environmentAt } from '../subjects/url-subject.ts'
import { nearest, UsageError } from './usage-error.ts'

export type SubjectChoice =
  | { readonly kind: 'mock'; readonly environments: readonly EnvironmentName[] }
  | { readonly kind: 'url'; readonly discoveryUrl: string }

export interface Options {
  readonly help: boolean
  readonly json: boolean
  readonly subject: SubjectChoice
  readonly generation: Generation
  readonly checks: readonly Check[]
  readonly out: string | undefined
}

const flags = {
  subject: { type: 'string' },
  url: { type: 'string' },
  environment: { type: 'string' },
  generation: { type: 'string', default: '2024' },
  only: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/**
 * Reads the command line.
 * @throws UsageError on anything that is not understood.
 */
export function readOptions(args: readonly string[]): Options {
  const values = parse(args)
  return {
    help: values.help,
    json: values.json,
    subject: readSubject(values),
    generation: readGeneration(values.generation),
    checks: readSelection(values.only),
    out: values.out === undefined ? undefined : readDirectory(values.out),
  }
}

function parse(args: readonly string[]) {
  for (const arg of args) {
    const [, name] = /^--(?:no-)?([^=]*)/.exec(arg) ?? []
    if (name !== undefined && !(name in flags))
      throw new UsageError(
        `There is no option --${name}${nearest(
          `--${name}`,
          Object.keys(flags).map((flag) => `--${flag}`),
        )}`,
      )
  }
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: false }).values
  } catch (error) {
    const [sentence = ''] = String(error instanceof Error ? error.message : error).split(/\.\s|\n/)
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`)
  }
}

function readSubject(values: { subject?: string; url?: string; environment?: string }): SubjectChoice {
  if (values.url !== undefined && values.subject !== undefined)
    throw new UsageError('--subject and --url both name what is tested: give one of them.')
  const subject = values.url ?? values.subject ?? 'mock'
  if (subject === 'mock') return { kind: 'mock', environments: readEnvironments(values.environment ?? 'all') }
  const discoveryUrl = discoveryUrlOf(subject)
  if (reachesProduction(discoveryUrl)) throw new UsageError(productionRefused)
  requireSameEnvironment(discoveryUrl, values.environment)
  return { kind: 'url', discoveryUrl }
}

function readEnvironments(name: string): readonly EnvironmentName[] {
  const chosen = environmentNames.filter((candidate) => name === 'all' || candidate === name)
  if (chosen.length > 0) return chosen
  throw new UsageError(`There is no environment ${name}: choose all, ${environmentNames.join(', ')}.`)
}

function discoveryUrlOf(subject: string): string {
  const environment = environmentNames.find((name) => name === subject)
  if (environment) return environments[environment].discovery.url
  if (!URL.canParse(subject) || !/^https?:$/.test(new URL(subject).protocol)) {
    const names = ['mock', 'sandbox-dk', 'sandbox-fi']
    throw new UsageError(
      `There is no subject ${subject}: choose ${names.join(', ')} or the URL of a discovery document.`,
    )
  }
  if (!new URL(subject).pathname.includes('/.well-known/'))
    throw new UsageError(
      `${subject} is not the address of a discovery document: it ends in …/.well-known/openid-configuration.`,
    )
  return subject
}

function requireSameEnvironment(discoveryUrl: string, name: string | undefined): void {
  if (name === undefined || name === 'all') return
  const [wanted] = readEnvironments(name)
  const found = environmentAt(addressRuleOf(discoveryUrl).toReal(discoveryUrl))
  if (wanted !== found)
    throw new UsageError(`${discoveryUrl} is ${found ? `of ${found}` : 'no MobilePay environment'}, not of ${name}.`)
}

function readGeneration(value: string): Generation {
  if (value === '2018' || value === '2024') return value
  throw new UsageError(`There is no generation ${value}: choose 2024 or 2018.`)
}

function readSelection(only: string | undefined): readonly Check[] {
  const words = only?.split(',').flatMap((word) => word.trim() || [])
  const { checks, unknown } = selectChecks(families, words)
  const ids = families.flatMap((family) => [family.id, ...family.checks.map((check) => check.id)])
  const [first] = unknown
  if (first !== undefined) throw new UsageError(`There is no check ${first}${nearest(first, ids)}`)
  if (checks.length === 0)
    throw new UsageError('--only names no check: give ids such as D-03,K-01, or a family such as K.')
  return checks
}

function readDirectory(path: string): string {
  if (path.trim() === '') throw new UsageError('--out needs the name of a directory.')
  return path
}
