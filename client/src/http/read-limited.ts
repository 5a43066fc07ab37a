/**
 * Reads a body, but gives up before holding more than `limit` bytes.
 *
 * @param source a Request or Response that nobody has read yet
 * @param limit bytes
 * @returns the bytes, or undefined when there are more
 */
export async function readLimited(
  source: Request | Response,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(source.headers.get('content-length') ?? 0) > limit) return undefined
  return collect(source.body ?? [], limit)
}

/**
 * The same for a stream of chunks; text, which a stream of Node may give, counts as its UTF-8.
 *
 * @param limit bytes
 * @returns the bytes, or undefined when there are more
 */
export async function collect(
  source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop cancels the stream, so an endless body ends here too.
  for await (const part of source) {
    const chunk = typeof part === 'string' ? new TextEncoder().encode(part) : part
    size += chunk.byteLength
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return joinChunks(chunks, size)
}

/** @param size bytes of all chunks together */
export function joinChunks(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}
