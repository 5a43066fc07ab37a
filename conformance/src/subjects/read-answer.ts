import type { ClientRequest, IncomingMessage } from 'node:http'
import type { HttpRequest, HttpResponse } from './http.ts'

/** Methods that change nothing (RFC 9110 9.2.1). */
const harmless: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/**
 * Of kept connections one may have been closed meanwhile: as browsers do, what changes nothing is asked again then, up to
 * a connection that is new (RFC 9112 9.3.1).
 * @param ask begins the request on a kept connection, or on a new one
 * @param largestBody bytes
 * @throws CutAnswer, and whatever the connection fails with
 */
export async function answerOnOpenConnection(
  ask: () => ClientRequest,
  body: HttpRequest['body'],
  largestBody: number,
): Promise<HttpResponse> {
  for (;;) {
    const started = performance.now()
    const outgoing = ask()
    try {
      const response = await answerTo(outgoing, body, largestBody)
      return { ...response, elapsedMs: performance.now() - started }
    } catch (error) {
      if (!outgoing.reusedSocket || !harmless.includes(outgoing.method) || !isClosed(error)) throw error
    }
  }
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && ['ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException).code ?? '')
}

function answerTo(outgoing: ClientRequest, body: HttpRequest['body'], largestBody: number): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    outgoing.once('error', reject)
    outgoing.once('response', (incoming) => readAnswer(incoming, largestBody).then(resolve, reject))
    outgoing.end(body)
  })
}

async function readAnswer(incoming: IncomingMessage, largestBody: number): Promise<HttpResponse> {
  const headers = new Headers()
  const { rawHeaders } = incoming
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
  const chunks: Buffer[] = []
  const readSoFar = () => ({ status: incoming.statusCode ?? 0, headers, body: Buffer.concat(chunks) })
  let size = 0
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > largestBody) throw new Error(`the body is larger than ${largestBody} bytes`)
      chunks.push(chunk)
    }
  } catch (error) {
    throw new CutAnswer(error, readSoFar())
  }
  return readSoFar()
}

/** An answer that had begun came to no end. */
export class CutAnswer extends Error {
  override readonly cause: unknown
  readonly begun: HttpResponse

  constructor(cause: unknown, begun: HttpResponse) {
    super('The answer came to no end.')
    this.cause = cause
    this.begun = begun
  }
}
