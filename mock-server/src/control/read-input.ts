import type { IncomingMessage } from 'node:http'
import { mediaType } from '../http/form.ts'
import { readBody } from '../http/read-body.ts'
import type { AnyCommand } from './command.ts'
import type { FoundCommand } from './find-command.ts'
import { ControlError } from './problem.ts'
import type { InputKind } from './run-command.ts'

export interface ReadInput {
  readonly input: object
  readonly kind: InputKind
}

/** Whether a command takes its input in the body; the others take it in the query. */
export function hasBody({ method }: Pick<AnyCommand, 'method'>): boolean {
  return method !== 'GET' && method !== 'DELETE'
}

/**
 * The input of a request: what stands in the path, and the query or the body. Nothing that was sent is passed over.
 * @throws ControlError 400, 413, 415
 */
export async function readInput(
  { command, inPath }: FoundCommand,
  message: IncomingMessage,
  query: string,
): Promise<ReadInput> {
  checkMediaType(message)
  const body = await readBody(message)
  if (!hasBody(command)) {
    if (body.length > 0) throw new ControlError(400, `${command.method} takes its input in the query, not in a body.`)
    return { input: together(readQuery(query), inPath), kind: 'text' }
  }
  if (query !== '') {
    throw new ControlError(400, `${command.method} takes its input in the body, not in the query.`, [
      ...new Set([...new URLSearchParams(query).keys()].map((field) => ({ field, allowed: 'a member of the body' }))),
    ])
  }
  return { input: together(readJson(message, body), inPath), kind: 'typed' }
}

/**
 * JSON alone: what a page of another origin may send without asking first (forms, text/plain) is refused by its type,
 * with a body or without one.
 */
function checkMediaType({ headers }: IncomingMessage): void {
  const contentType = headers['content-type']
  const charset = /;\s*charset="?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8'
  const isJson = mediaType(contentType) === 'application/json' && /^utf-?8$/i.test(charset)
  if (contentType !== undefined && !isJson) {
    throw new ControlError(415, `Send the input as application/json in UTF-8, not as ${contentType.slice(0, 100)}.`)
  }
}

function readQuery(query: string): Record<string, string> {
  const pairs = [...new URLSearchParams(query)]
  const repeated = pairs.find(([name], index) => pairs.findIndex(([other]) => other === name) !== index)
  if (repeated) {
    const [field] = repeated
    throw new ControlError(400, `${field} stands in the query more than once.`, [{ field, allowed: 'once' }])
  }
  return Object.fromEntries(pairs)
}

function readJson({ headers }: IncomingMessage, body: Buffer): object {
  if (body.length === 0) return {}
  if (headers['content-type'] === undefined) throw new ControlError(415, 'Send the input as application/json.')
  const value = parse(body)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new ControlError(400, 'The body is a JSON object.')
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (error) {
    const why = error instanceof SyntaxError ? 'no JSON' : 'not in UTF-8'
    throw new ControlError(400, `The body is ${why}.`)
  }
}

/** @throws ControlError 400 where a member stands in two places. */
function together(given: object, inPath: Readonly<Record<string, string>>): object {
  const twice = Object.keys(inPath).find((name) => Object.hasOwn(given, name))
  if (twice === undefined) return { ...given, ...inPath }
  throw new ControlError(400, `${twice} stands in the path already.`, [{ field: twice, allowed: 'in the path alone' }])
}
