import type { AnyCommand } from './command.ts'
import { membersInPath } from './members.ts'
import { hasBody } from './read-input.ts'

/** A command with its input, as it is sent over HTTP. */
export interface CommandRequest {
  readonly method: string
  /** From `/_mock` on, with the query. */
  readonly path: string
  readonly body?: string
}

/** Puts the members of an input where the HTTP front looks for them. */
export function toRequest(command: AnyCommand, input: Readonly<Record<string, unknown>>): CommandRequest {
  const { method, path } = command
  const inPath = membersInPath(path)
  const filled = path.replace(/\{(\w+)\}/g, (_match, member: string) => encodeURIComponent(asText(input[member])))
  const others = Object.entries(input).filter(([member]) => !inPath.includes(member))
  if (hasBody(command)) return { method, path: `/_mock${filled}`, body: JSON.stringify(Object.fromEntries(others)) }
  const query = new URLSearchParams(others.map(([member, value]): [string, string] => [member, asText(value)]))
  return { method, path: `/_mock${filled}${query.size > 0 ? `?${query}` : ''}` }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
