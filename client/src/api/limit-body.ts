import { type MobilePayError, ProtocolError } from '../errors/mobilepay-error.ts'

/** Statuses whose answers have no body; `Response` refuses one. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * The same answer, whose body ends with a typed error rather than grow past the limit. Counted after decompression, so
 * that a few kilobytes can not become gigabytes. Nothing is read before the caller reads.
 *
 * @param limit bytes
 * @param toError makes the typed error of one that the body's stream has thrown
 */
export function limitBody(response: Response, limit: number, toError: (error: unknown) => MobilePayError): Response {
  const { status, statusText, headers, url } = response
  if (!response.body || bodiless.has(status)) return response
  const limited = new Response(limitedStream(response.body, limit, toError, url), { status, statusText, headers })
  return Object.defineProperty(limited, 'url', { value: url })
}

function limitedStream(
  body: ReadableStream<Uint8Array>,
  limit: number,
  toError: (error: unknown) => MobilePayError,
  url: string,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let size = 0
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw toError(error)
    })
    if (done) return controller.close()
    size += value.byteLength
    if (size <= limit) return controller.enqueue(value)
    void reader.cancel().catch(() => {})
    throw new ProtocolError('response-unexpected', { details: { host: URL.parse(url)?.host, reason: 'too large' } })
  }
  // Nothing is pulled ahead of the reader.
  return new ReadableStream({ pull, cancel: (reason) => reader.cancel(reason) }, { highWaterMark: 0 })
}
