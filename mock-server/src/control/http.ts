import type { IncomingMessage } from 'node:http'
import { mediaType } from '../http/form.ts'
import { BodyTooLargeError, readBody } from '../http/read-body.ts'
import { json, type Reply } from '../http/reply.ts'
import type { Command, Controlled } from './command.ts'
import { type GuardOptions, guard } from './guard.ts'
import { openApi } from './open-api.ts'
import { ControlError, problem } from './problem.ts'
import { runCommand } from './run-command.ts'
import { commands } from './table.ts'

/** Where the control surface begins. */
export const controlPath = '/_mock'

/** The HTTP front: every command at its path, the OpenAPI document beside them. */
export async function control(mock: Controlled, guarding: GuardOptions, message: IncomingMessage): Promise<Reply> {
  try {
    const [path = '', query = ''] = (message.url ?? '').slice(controlPath.length).split('?', 2)
    if (path === '/health') return json(200, { status: 'ok' })
    guard(message.headers, guarding)
    if (path === '/openapi.json') return json(200, openApi(commands, mock.url))
    return json(200, await dispatch(mock, message, path, query))
  } catch (error) {
    return problem(toControlError(error))
  }
}

function toControlError(error: unknown): ControlError {
  if (error instanceof ControlError) return error
  if (error instanceof BodyTooLargeError) return new ControlError(413, error.message)
  return new ControlError(500, `The mock failed: ${error instanceof Error ? error.message : String(error)}`)
}

async function dispatch(mock: Controlled, message: IncomingMessage, path: string, query: string): Promise<unknown> {
  const found = commands.flatMap((command: Command) => {
    const parameters = matchPath(command.path, path)
    return parameters ? [{ command, parameters }] : []
  })
  const match = found.find(({ command }) => command.method === message.method)
  if (!match)
    throw notFound(
      found.map(({ command }) => command.method),
      path,
    )
  const fromAddress = { ...Object.fromEntries(new URLSearchParams(query)), ...match.parameters }
  if (match.command.method === 'GET' || match.command.method === 'DELETE') {
    return runCommand(match.command, mock, fromAddress, 'text')
  }
  return runCommand(match.command, mock, { ...(await readJson(message)), ...match.parameters })
}

function notFound(methods: readonly string[], path: string): ControlError {
  if (methods.length > 0) return new ControlError(405, `${path} takes ${methods.join(', ')}.`)
  return new ControlError(404, `There is no command at ${controlPath}${path}. ${controlPath}/openapi.json lists them.`)
}

/** The members in braces; undefined where the path is another one. */
function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/')
  const given = path.replace(/\/$/, '').split('/')
  if (wanted.length !== given.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name === undefined ? part !== value : value === '') return undefined
    if (name !== undefined) parameters[name] = decode(value)
  }
  return parameters
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new ControlError(400, `"${text}" in the path is not percent-encoded text.`)
  }
}

async function readJson(message: IncomingMessage): Promise<object> {
  const body = await readBody(message)
  if (body.length === 0) return {}
  if (mediaType(message.headers['content-type']) !== 'application/json') {
    throw new ControlError(415, 'Send the input as application/json.')
  }
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    throw new ControlError(400, 'The body is no JSON.')
  }
  throw new ControlError(400, 'The body is a JSON object.')
}
