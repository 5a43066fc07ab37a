import type { AnyCommand } from './command.ts'
import { toRequest } from './to-request.ts'

/** A mock that runs elsewhere. */
export interface MockAddress {
  /** Without a slash at the end, such as `http://localhost:4010`. */
  readonly url: string
  /** Asked for by mocks that are reachable from other machines. */
  readonly token?: string | undefined
}

/** What came of a command. */
export type Answer =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'items'; readonly items: AsyncIterable<unknown> }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unreachable'; readonly why: string }

/** Problem details (RFC 9457); some have members of their own. */
export interface Problem {
  readonly status: number
  readonly detail: string
  readonly [member: string]: unknown
}

/** Sends a command to a running mock. */
export async function callMock(
  command: AnyCommand,
  input: Readonly<Record<string, unknown>>,
  { url, token }: MockAddress,
): Promise<Answer> {
  const { method, path, body } = toRequest(command, input)
  const headers = { ...authorization(token), ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  const sent = { method, headers, redirect: 'manual' as const, ...(body === undefined ? {} : { body }) }
  const response = await fetch(`${url}${path}`, sent).catch((error: unknown) => error)
  if (!(response instanceof Response)) return unreachable(`No mock answers at ${url}.`)
  if (response.ok && response.body && command.streaming) {
    return { kind: 'items', items: readItems(response.body) }
  }
  const value: unknown = await response.json().catch(() => undefined)
  if (response.ok && value !== undefined) return { kind: 'done', value }
  if (isProblem(value)) return { kind: 'refused', problem: value }
  return unreachable(`What answers at ${url} is no mock: HTTP ${response.status}.`)
}

function authorization(token: string | undefined): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {}
}

function unreachable(why: string): Answer {
  return { kind: 'unreachable', why }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'detail' in value && 'status' in value
}

/** JSON texts, one a line, as NDJSON or as the data of events. */
async function* readItems(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown, void> {
  let text = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const lines = (text + chunk).split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      const json = line.startsWith('data: ') ? line.slice(6) : line
      if (json.startsWith('{')) yield JSON.parse(json)
    }
  }
}
