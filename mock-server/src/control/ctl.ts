import { parseArgs } from 'node:util'
import { UsageError } from '../cli/options.ts'
import type { AnyCommand } from './command.ts'
import { ctlUsage, describeCommand } from './ctl-usage.ts'
import { commands } from './table.ts'

interface Schema {
  readonly type?: string
}

interface Members {
  readonly properties: Readonly<Record<string, Schema>>
}

/** Runs `mobilepay-mock ctl …` against a running mock. @returns the exit code: 1 where it was refused or not reached. */
export async function ctl(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h') return print(process.stdout, ctlUsage(commands), 0)
  const found: AnyCommand | undefined = commands.find((command) => command.name === name)
  if (!found) throw new UsageError(`There is no command "${name}". See mobilepay-mock ctl --help.`)
  if (rest.includes('--help')) return print(process.stdout, describeCommand(found), 0)
  const { url, token, input } = readInput(found, rest)
  return send(found, url, token, input)
}

function readInput(command: AnyCommand, args: readonly string[]) {
  const { properties } = command.input as unknown as Members
  const members = Object.fromEntries(Object.keys(properties).map((member) => [member, { type: 'string' }] as const))
  const values = parse(args, { ...members, url: { type: 'string' }, token: { type: 'string' } })
  const { url = 'http://localhost:4010', token = process.env.MOBILEPAY_MOCK_CONTROL_TOKEN, ...given } = values
  const world = 'world' in properties ? { world: 'default' } : {}
  const read = Object.entries(given).map(([member, text]) => [member, readValue(member, text, properties[member])])
  return {
    url: url.replace(/\/$/, ''),
    token,
    input: { ...world, ...Object.fromEntries(read) } as Record<string, unknown>,
  }
}

function parse(args: readonly string[], options: Record<string, { type: 'string' }>): Record<string, string> {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values as Record<string, string>
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}`)
  }
}

/** Texts are taken as they are; everything else is JSON. */
function readValue(member: string, text: string, schema: Schema | undefined): unknown {
  if (schema?.type === 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    if (schema?.type === undefined) return text
    throw new UsageError(`--${member} takes JSON (${schema.type}), not "${text}".`)
  }
}

async function send(
  { method, path }: AnyCommand,
  url: string,
  token: string | undefined,
  input: Record<string, unknown>,
) {
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, member]) => member))
  const address = path.replace(/\{(\w+)\}/g, (_match, member: string) =>
    encodeURIComponent(String(input[member] ?? '')),
  )
  const others = Object.entries(input).filter(([member]) => !inPath.has(member))
  const hasBody = method !== 'GET' && method !== 'DELETE'
  const query = hasBody
    ? ''
    : `?${new URLSearchParams(others.map(([member, value]) => [member, String(value)] as [string, string]))}`
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const body = hasBody ? { body: JSON.stringify(Object.fromEntries(others)) } : {}
  const answer = await fetch(`${url}/_mock${address}${query}`, { method, headers, ...body }).catch(() => undefined)
  if (!answer)
    return print(
      process.stderr,
      `mobilepay-mock ctl: no mock answers at ${url}. Start one, or name it with --url.\n`,
      1,
    )
  const value = (await answer.json()) as { readonly detail?: string }
  if (answer.ok) return print(process.stdout, `${JSON.stringify(value, null, 2)}\n`, 0)
  return print(process.stderr, `mobilepay-mock ctl: ${value.detail}\n`, 1)
}

function print(stream: NodeJS.WriteStream, text: string, code: number): number {
  stream.write(text)
  return code
}
