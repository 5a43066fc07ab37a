import type { IncomingMessage } from 'node:http'

/** Bytes that a request body may have. Every real request to the provider is far smaller. */
const bodyLimit = 1_000_000

/** The body was larger than the mock accepts. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
}

/**
 * Reads the whole body.
 * @throws BodyTooLargeError beyond one million bytes.
 */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message) {
    length += chunk.length
    if (length > bodyLimit) throw new BodyTooLargeError(`The request body is larger than ${bodyLimit} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
