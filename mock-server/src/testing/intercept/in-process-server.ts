import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http'
import { InProcessSocket } from './in-process-socket.ts'

/** The answer may have headers of any size: whose limit it is, is up to who asked. */
const maxHeaderSize = 16 * 1024 * 1024

/** An HTTP server that listens nowhere: requests come by connections within this process. */
export class InProcessServer {
  readonly #server: Server
  readonly #open = new Set<InProcessSocket>()

  constructor(listener: RequestListener) {
    this.#server = createServer(listener)
  }

  /**
   * Sends a request and waits for the head of its answer. HTTP's own parser reads it, so that what is broken on this
   * wire fails as it does on a real one.
   */
  async ask(asked: Request): Promise<IncomingMessage> {
    const { host, pathname, search } = new URL(asked.url)
    const body = Buffer.from(await asked.arrayBuffer())
    const near = this.#connect()
    const headers = { ...endToEnd(asked.headers), host, connection: 'close', ...lengthOf(body) }
    const path = pathname + search
    return new Promise((resolve, reject) => {
      const options = { method: asked.method, path, headers, maxHeaderSize, signal: asked.signal }
      const sent = request({ ...options, createConnection: () => near })
      sent.once('response', resolve).once('error', reject).end(body)
    })
  }

  /** Cuts off what is under way. */
  close(): void {
    for (const socket of this.#open) socket.resetAndDestroy()
  }

  #connect(): InProcessSocket {
    const [near, far] = InProcessSocket.pair()
    // After the answer nobody listens any more.
    near.on('error', () => undefined)
    this.#open.add(far)
    far.once('close', () => this.#open.delete(far))
    this.#server.emit('connection', far)
    return near
  }
}

/** Without what says how the body was framed: it is whole by now, and nock has taken that of a GET away. */
function endToEnd(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].filter(([name]) => !/^(?:content-length|transfer-encoding|expect)$/.test(name)),
  )
}

function lengthOf(body: Buffer): Record<string, string> {
  return body.length === 0 ? {} : { 'content-length': String(body.length) }
}
