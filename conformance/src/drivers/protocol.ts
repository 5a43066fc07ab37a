import { type AnyReply, type CommandName, DriverError } from './client-driver.ts'

/**
 * The lines of the driver protocol (docs/reference/driver-protocol.md): JSON, one object a line, UTF-8. A request has an
 * `id` and a `command` beside the command's own members, its reply the same `id` and an `outcome`.
 */
export interface RequestLine {
  readonly id: number
  readonly command: CommandName
  readonly input: object
}

const commands: readonly string[] = ['configure', 'start', 'callback', 'call', 'refresh', 'clock', 'report', 'end']

/** The outcome of each command beside `rejected` and `unsupported`, and the members that have to be there. */
const outcomes: Readonly<Record<CommandName, readonly [outcome: string, ...members: string[]]>> = {
  configure: ['configured'],
  start: ['started', 'url'],
  callback: ['connected'],
  call: ['answered', 'status'],
  refresh: ['connected'],
  clock: ['clocked'],
  report: ['reported', 'name', 'responseModes', 'supports'],
  end: ['ended'],
}

export function writeRequest({ id, command, input }: RequestLine): string {
  return `${JSON.stringify({ id, command, ...input })}\n`
}

/** @throws DriverError for a line that is no request */
export function readRequest(line: string): RequestLine {
  const { id, command, ...input } = objectIn(line)
  if (typeof id === 'number' && typeof command === 'string' && commands.includes(command)) {
    return { id, command: command as CommandName, input }
  }
  throw new DriverError(`A request needs an id, and one of the commands ${commands.join(', ')}.`)
}

export function writeReply(id: number, reply: AnyReply): string {
  return `${JSON.stringify({ id, ...reply })}\n`
}

/** The id of a reply and what it says, not yet held against its command. @throws DriverError for garbage */
export function readReply(line: string): { readonly id: number; readonly reply: Readonly<Record<string, unknown>> } {
  const { id, ...reply } = objectIn(line)
  if (typeof id === 'number') return { id, reply }
  throw new DriverError('The driver wrote a line without an id.')
}

/** @throws DriverError for an outcome that the command does not have, or one that lacks a member */
export function checkReply(command: CommandName, reply: Readonly<Record<string, unknown>>): AnyReply {
  const { outcome } = reply
  if (outcome === 'rejected' || outcome === 'unsupported') return reply as unknown as AnyReply
  const [expected, ...members] = outcomes[command]
  if (outcome !== expected) {
    throw new DriverError(`The driver answers ${command} with outcome ${JSON.stringify(outcome)}, not ${expected}.`)
  }
  const missing = members.find((member) => reply[member] === undefined)
  if (missing !== undefined) throw new DriverError(`The driver's ${expected} lacks ${missing}.`)
  return reply as unknown as AnyReply
}

function objectIn(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // Said below: the line itself may hold secrets.
  }
  throw new DriverError('The driver wrote a line that is no JSON object.')
}
