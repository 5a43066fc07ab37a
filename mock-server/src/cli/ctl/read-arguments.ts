import { readFile } from 'node:fs/promises'
import { text as readText } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { UsageError } from '../../config/usage-error.ts'
import type { AnyCommand } from '../../control/command.ts'
import { type Member, type MemberSchema, membersOf } from '../../control/members.ts'
import { nearestName } from '../../world/nearest-name.ts'

export interface CtlArguments {
  readonly input: Readonly<Record<string, unknown>>
  /** Where the mock is, without a slash at the end. */
  readonly url: string
  readonly json: boolean
}

const own = { url: { type: 'string' }, input: { type: 'string' }, json: { type: 'boolean' } } as const

/** Where a mock is that says nothing else. */
export const defaultUrl = 'http://localhost:4010'

/**
 * The input of a command: its members as options, above those of `--input`.
 * @throws UsageError
 */
export async function readArguments(command: AnyCommand, args: readonly string[]): Promise<CtlArguments> {
  const members = membersOf(command)
  const { url, input, json, ...given } = parse(command, args, members)
  const world = members.some(({ name }) => name === 'world') ? { world: 'default' } : {}
  const fromFile = typeof input === 'string' ? await readInput(input) : {}
  const options = Object.entries(given).map(([name, value]) => [name, readValue(name, value, members)])
  return { input: { ...world, ...fromFile, ...Object.fromEntries(options) }, url: readUrl(url), json: json === true }
}

type Given = Readonly<Record<string, string | boolean | undefined>>

function parse(command: AnyCommand, args: readonly string[], members: readonly Member[]): Given {
  const options = Object.fromEntries(
    members.map(({ name, schema }) => [name, { type: schema.type === 'boolean' ? 'boolean' : 'string' } as const]),
  )
  try {
    return parseArgs({ args: [...args], options: { ...options, ...own }, strict: true, allowNegative: true }).values
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    const meant = nearestOption(args, [...Object.keys(options), ...Object.keys(own), 'help'])
    throw new UsageError(`${sentence.replace(/\.$/, '')}.${meant} See mobilepay-mock ctl ${command.name} --help.`)
  }
}

function nearestOption(args: readonly string[], names: readonly string[]): string {
  const given = args.filter((arg) => arg.startsWith('--')).map((arg) => arg.slice(2).split('=', 1)[0] ?? '')
  const unknown = given.find((name) => !names.includes(name.replace(/^no-/, '')) && !names.includes(name))
  const nearest = unknown === undefined ? undefined : nearestName(unknown, names)
  return nearest === undefined ? '' : ` Did you mean "--${nearest}"?`
}

/** Text where the schema asks for text, or for one of some texts; everything else is JSON. */
function readValue(name: string, value: string | boolean | undefined, members: readonly Member[]): unknown {
  const schema = members.find((member) => member.name === name)?.schema
  if (typeof value !== 'string' || schema === undefined || takesText(schema, value)) return value
  try {
    return JSON.parse(value)
  } catch {
    if (schema.type === undefined) return value
    throw new UsageError(`--${name} takes JSON (${schema.type}), not "${value}".`)
  }
}

function takesText({ type, enum: values, const: only, anyOf }: MemberSchema, value: string): boolean {
  if (anyOf) return anyOf.some((branch) => branch.type !== 'string' && takesText(branch, value))
  return type === 'string' || only === value || (values?.includes(value) ?? false)
}

async function readInput(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = file === '-' ? await readText(process.stdin) : await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) throw new UsageError(`${file} cannot be read. Check --input.`)
  const from = file === '-' ? 'What comes on standard input' : file
  const value = parseJson(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new UsageError(`${from} is no JSON object: --input takes the command's members in one.`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readUrl(given: string | boolean | undefined): string {
  const url = typeof given === 'string' ? given : process.env.MOBILEPAY_MOCK_URL?.trim() || defaultUrl
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url.replace(/\/+$/, '')
  throw new UsageError(`--url takes the mock's http or https address, such as ${defaultUrl}, not "${url}".`)
}
