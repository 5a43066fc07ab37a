import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Passes each request to the next of several servers, unchanged: the Host too, by which the mock names its addresses. */
export async function startRoundRobin(urls: readonly string[]): Promise<AsyncDisposable & { readonly url: string }> {
  let turn = 0
  const server = createServer((asked, answer) => {
    const url = urls[turn % urls.length] ?? ''
    turn += 1
    pass(asked, answer, url)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function pass(asked: IncomingMessage, answer: ServerResponse, url: string): void {
  const { hostname, port } = new URL(url)
  const { method, url: path, rawHeaders } = asked
  // A connection of its own: a server may just be closing one that lay idle.
  const to = { hostname, port, method, path, headers: rawHeaders, setHost: false, agent: false } as const
  const passed = request(to, (given) => {
    answer.writeHead(given.statusCode ?? 502, given.statusMessage, given.rawHeaders)
    given.pipe(answer)
    given.once('error', () => answer.destroy())
  })
  // Where a server breaks off, its client is to see just that.
  passed.once('error', () => answer.destroy())
  answer.once('close', () => passed.destroy())
  asked.pipe(passed)
}
