import type { IncomingMessage, ServerResponse } from 'node:http'
import { BodyTooLargeError } from '../http/read-body.ts'
import { type HeaderList, json, type Reply, send, withHeaders } from '../http/reply.ts'
import { StoreUnavailableError } from '../stores/store-error.ts'
import type { World } from '../world/world.ts'
import type { Controlled, RunContext } from './command.ts'
import { type FoundCommand, findCommand } from './find-command.ts'
import { type GuardOptions, guard } from './guard.ts'
import { openApi } from './open-api.ts'
import { ControlError, problem } from './problem.ts'
import { type ReadInput, readInput } from './read-input.ts'
import { openStream, runCommand } from './run-command.ts'
import { sendStream } from './send-stream.ts'
import { commands } from './table.ts'

/** Where the control surface begins. */
export const controlPath = '/_mock'

/** What is asked changes all the time, and is nothing for pages of other origins. */
const headers: HeaderList = [
  ['Cache-Control', 'no-store'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
]

/** One request to the control surface. */
export interface ControlRequest {
  readonly mock: Controlled
  readonly guarding: GuardOptions
  readonly message: IncomingMessage
  readonly response: ServerResponse
  /** When it came, by `performance.now()`. */
  readonly askedAt: number
}

/** The HTTP front: every command at its path, the OpenAPI document beside them. */
export async function control(request: ControlRequest): Promise<void> {
  const { message, response, askedAt } = request
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    const reply = await answer(request, { signal: gone.signal, askedAt })
    if (reply) send(response, withHeaders(reply, headers), message.method ?? 'GET')
  } catch (error) {
    if (gone.signal.aborted) return
    // Half a stream is no answer: the reader must see that it was cut off.
    if (response.headersSent) response.destroy()
    else send(response, withHeaders(problem(toControlError(error)), headers), message.method ?? 'GET')
  }
}

/** @returns undefined where the answer was sent as a stream */
async function answer(request: ControlRequest, context: RunContext): Promise<Reply | undefined> {
  const { mock, guarding, message } = request
  const [path, query] = splitOnce((message.url ?? '').slice(controlPath.length), '?')
  if (path === '/health') return json(200, { status: 'ok' })
  if (path === '/ready') return readiness(mock)
  if (isConsole(path)) return (await import('../console/serve-console.ts')).serveConsole(path)
  guard(message.headers, guarding)
  if (path === '/openapi.json') return json(200, openApi(commands, mock.url))
  const found = findCommand(commands, message.method, path)
  const read = await readInput(found, message, query)
  return perform(request, found, resume(found, message, read), context)
}

/** Whether requests can be served now: where a store keeps the worlds, it has to be there. */
async function readiness({ worlds }: Controlled): Promise<Reply> {
  try {
    await worlds.ready()
    return json(200, { status: 'ready' })
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error
    return json(503, { status: 'unavailable', reason: error.message })
  }
}

/** The page for people and its files; its code is imported with the first of them. */
function isConsole(path: string): boolean {
  return path === '' || path === '/' || path.startsWith('/console/')
}

async function perform(
  { mock, response }: ControlRequest,
  { command }: FoundCommand,
  { input, kind }: ReadInput,
  context: RunContext,
): Promise<Reply | undefined> {
  // Who waits or looks on uses the world: it does not go as an idle one.
  using _use = (await worldOf(mock, input))?.usage.hold()
  if (!command.streaming) return json(200, await runCommand(command, mock, input, { kind, ...context }))
  const items = await openStream(command, mock, input, { kind, ...context })
  await sendStream(response, command.streaming, items, headers, context.signal)
  return undefined
}

/** A store that is away is the command's to tell of. */
async function worldOf({ worlds }: Controlled, input: object): Promise<World | undefined> {
  const name = 'world' in input && typeof input.world === 'string' ? input.world : undefined
  return name === undefined ? undefined : worlds.lookUp(name).catch(() => undefined)
}

/** A stream of events that broke off goes on where its reader stopped. */
function resume({ command }: FoundCommand, { headers: sent }: IncomingMessage, { input, kind }: ReadInput): ReadInput {
  const lastId = sent['last-event-id']
  if (command.streaming?.as !== 'events' || typeof lastId !== 'string' || lastId === '') return { input, kind }
  return { input: { ...input, since: lastId }, kind }
}

function toControlError(error: unknown): ControlError {
  if (error instanceof ControlError) return error
  if (error instanceof BodyTooLargeError) return new ControlError(413, error.message)
  return new ControlError(500, `The mock failed: ${error instanceof Error ? error.message : String(error)}`)
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}
