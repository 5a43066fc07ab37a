import { setTimeout } from 'node:timers/promises'
import { type HttpRequest, type HttpResponse, type Send, TransportError } from './http.ts'
import { isLoopback } from './loopback.ts'
import { pace } from './pace.ts'
import { productionRefused, reachesProduction } from './production-guard.ts'

const timeoutMs = 10_000
const largestBody = 1024 * 1024
/** Between two requests to somebody else's host. */
const courtesyMs = 1000

/** Sends over the network: guarded against production, in bounded time and size, and slowly to hosts of others. */
export function fetchSend(): Send {
  const sendCourteously = pace(sendOnce, courtesyMs, () => performance.now(), setTimeout)
  return (request) => {
    if (reachesProduction(request.url)) throw new TransportError(`${productionRefused} (${request.url})`)
    return isLoopback(request.url) ? sendOnce(request) : sendCourteously(request)
  }
}

async function sendOnce({ method, url, headers, form }: HttpRequest): Promise<HttpResponse> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers },
      body: form ? new URLSearchParams({ ...form }) : null,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, headers: response.headers, body: await readBounded(response) }
  } catch (error) {
    throw error instanceof TransportError ? error : new TransportError(`${method} ${url}: ${reasonOf(error)}`)
  }
}

async function readBounded(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > largestBody) throw new TransportError(`${response.url}: the body is larger than ${largestBody} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`
  const { cause } = error
  return cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : error.message
}
