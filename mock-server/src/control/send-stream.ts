import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { HeaderList } from '../http/reply.ts'
import type { EventStreaming, Streaming } from './command.ts'

/**
 * Sends items as they come, no faster than they are read. It ends with them, and they end with the signal.
 * @param signal aborts when the client has gone
 */
export async function sendStream(
  response: ServerResponse,
  streaming: Streaming,
  items: AsyncIterable<unknown>,
  headers: HeaderList,
  signal: AbortSignal,
): Promise<void> {
  const type = streaming.as === 'events' ? 'text/event-stream' : 'application/x-ndjson'
  response.writeHead(200, ['Content-Type', type, ...headers.flat()])
  const timer = streaming.as === 'events' ? beat(response, streaming) : undefined
  try {
    for await (const item of items) {
      if (signal.aborted) return
      if (!response.write(encode(streaming, item))) await once(response, 'drain', { signal }).catch(() => undefined)
    }
    response.end()
  } finally {
    clearInterval(timer)
  }
}

/** The first words open the stream at once: a reader knows that it will miss nothing from here on. */
function beat(response: ServerResponse, { heartbeat = 15_000 }: EventStreaming): NodeJS.Timeout {
  response.write(': open\n\n')
  return setInterval(() => response.write(': alive\n\n'), heartbeat).unref()
}

function encode(streaming: Streaming, item: unknown): string {
  const json = JSON.stringify(item)
  if (streaming.as === 'lines') return `${json}\n`
  const id = typeof item === 'object' && item !== null && 'id' in item ? `id: ${item.id}\n` : ''
  return `event: ${streaming.event}\n${id}data: ${json}\n\n`
}
