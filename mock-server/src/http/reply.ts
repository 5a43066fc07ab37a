import type { ServerResponse } from 'node:http'

export type HeaderList = readonly (readonly [name: string, value: string])[]

/** What is sent back: header names and their order are part of what the recordings compare. */
export interface Reply {
  readonly status: number
  readonly headers: HeaderList
  readonly body: string
}

/** What IdentityServer sends with everything that must not be cached (facts, 14.4). */
export const noStore = [
  ['Cache-Control', 'no-store, no-cache, max-age=0'],
  ['Pragma', 'no-cache'],
] as const satisfies HeaderList

export function json(status: number, value: unknown, headers: HeaderList = []): Reply {
  return {
    status,
    headers: [['Content-Type', 'application/json; charset=UTF-8'], ...headers],
    body: JSON.stringify(value),
  }
}

export function redirect(location: string, headers: HeaderList = []): Reply {
  return { status: 302, headers: [['Location', location], ...headers], body: '' }
}

export function html(body: string, headers: HeaderList, status = 200): Reply {
  return { status, headers: [['Content-Type', 'text/html; charset=UTF-8'], ...headers], body }
}

export function empty(status: number, headers: HeaderList = []): Reply {
  return { status, headers, body: '' }
}

export function withHeaders(reply: Reply, headers: HeaderList): Reply {
  return { ...reply, headers: [...reply.headers, ...headers] }
}

/** Writes the reply as it is, chunked like the real provider's; a HEAD request gets the headers alone. */
export function send(response: ServerResponse, reply: Reply, method: string): void {
  const length = reply.body === '' ? ['Content-Length', '0'] : []
  response.writeHead(reply.status, [...length, ...reply.headers.flat()])
  response.end(method === 'HEAD' ? undefined : reply.body)
}
