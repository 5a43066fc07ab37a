import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Passes each request on to the next of several servers. */
export async function startRoundRobin(urls: readonly string[]): Promise<AsyncDisposable & { readonly url: string }> {
  let turn = 0
  const server = createServer((asked, answer) => {
    turn += 1
    pass(asked, answer, urls[turn % urls.length] ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** The Host goes on unchanged: the mock names its addresses by it. */
function pass(asked: IncomingMessage, answer: ServerResponse, url: string): void {
  const { hostname, port } = new URL(url)
  const { method, url: path, rawHeaders } = asked
  // A connection of its own: a server may just be closing one that lay idle.
  const to = { hostname, port, method, path, headers: rawHeaders, setHost: false, agent: false } as const
  const passed = request(to, (given) => {
    answer.writeHead(given.statusCode ?? 502, given.rawHeaders)
    given.pipe(answer)
  })
  passed.once('error', () => answer.destroy())
  asked.pipe(passed)
}
