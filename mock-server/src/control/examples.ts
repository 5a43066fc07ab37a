import type { AnyCommand } from './command.ts'
import { membersOf } from './members.ts'
import { toRequest } from './to-request.ts'

/** An example of a command's input; where the table has none, the names of what is required stand for it. */
export function exampleOf(command: AnyCommand): Readonly<Record<string, unknown>> {
  const required = membersOf(command).filter(({ isRequired }) => isRequired)
  const named = required.map(({ name }) => [name, name === 'world' ? 'default' : name.toUpperCase()])
  return { ...Object.fromEntries(named), ...command.example }
}

/** The example as a command line; what is big goes in by standard input. */
export function asCtl(command: AnyCommand): string {
  const members = Object.entries(exampleOf(command)).filter(([name, value]) => name !== 'world' || value !== 'default')
  const isBig = JSON.stringify(Object.fromEntries(members)).length > 150
  const program = `mobilepay-mock ctl ${command.name}`
  if (isBig) return `echo ${quote(JSON.stringify(Object.fromEntries(members)))} | ${program} --input -`
  return [program, ...members.map(([name, value]) => asOption(name, value))].join(' ')
}

function asOption(name: string, value: unknown): string {
  if (value === true) return `--${name}`
  if (value === false) return `--no-${name}`
  return `--${name} ${quote(typeof value === 'string' ? value : JSON.stringify(value))}`
}

/** The example as a call of curl. @param url where the mock is */
export function asCurl(command: AnyCommand, url: string): string {
  const { method, path, body } = toRequest(command, exampleOf(command))
  const live = command.streaming ? ['-N'] : []
  const asked = method === 'GET' ? [] : ['-X', method]
  const sent = body === undefined ? [] : ['-H', quote('content-type: application/json'), '-d', quote(body)]
  return ['curl', ...live, ...asked, quote(`${url}${path}`), ...sent].join(' ')
}

/** For a POSIX shell. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
