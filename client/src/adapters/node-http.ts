import type { NodeRequest } from '../callback/callback-input.ts'

/** The response of `node:http`, by its form. */
export interface NodeResponse {
  statusCode: number
  setHeader(name: string, value: string): unknown
  /** Beside what a session middleware has set already. */
  appendHeader(name: string, value: string): unknown
  end(body?: Uint8Array): unknown
}

/** Writes a Fetch Response to `node:http`. */
export async function sendToNode(answer: Response, response: NodeResponse): Promise<void> {
  const body = new Uint8Array(await answer.arrayBuffer())
  response.statusCode = answer.status
  for (const [name, value] of answer.headers) {
    if (name === 'set-cookie') response.appendHeader(name, value)
    else response.setHeader(name, value)
  }
  response.end(body)
}

/** A request whose body somebody has read, and keeps in another place than `body`. */
export function readAlready(
  request: { readonly method?: string | undefined; readonly url?: string | undefined },
  headers: NodeRequest['headers'],
  body: unknown,
): NodeRequest {
  const { method, url } = request
  return { method, url, headers, readableDidRead: true, body, async *[Symbol.asyncIterator]() {} }
}

export function cookieHeader({ headers }: Pick<NodeRequest, 'headers'>): string {
  return [headers.cookie ?? []].flat().join('; ')
}
