import { setTimeout as wait } from 'node:timers/promises'
import { type HttpRequest, type HttpResponse, type Send, TransportError } from '../subjects/http.ts'

/** After so many answers in a row that did not come, an endpoint is given less time. */
const patience = 3
/** Milliseconds that such an endpoint has to answer in, waiting for one's turn included. */
const defaultShortTimeMs = 3000

/**
 * Sends, and loses patience: an endpoint that hangs would otherwise cost each of its checks the whole time for an
 * answer. The first answer that comes restores it.
 */
export function patientSend(
  send: Send,
  shortTimeMs: number = defaultShortTimeMs,
): (request: HttpRequest) => Promise<HttpResponse> {
  const missed = new Map<string, number>()
  return async (request) => {
    const place = placeOf(request.url)
    const hurried = (missed.get(place) ?? 0) >= patience
    try {
      const response = await (hurried ? Promise.race([send(request), giveUp(place, shortTimeMs)]) : send(request))
      missed.delete(place)
      return response
    } catch (error) {
      if (error instanceof TransportError && error.timedOut) missed.set(place, (missed.get(place) ?? 0) + 1)
      throw error
    }
  }
}

async function giveUp(place: string, shortTimeMs: number): Promise<never> {
  await wait(shortTimeMs, undefined, { ref: false })
  const missed = `${patience} times before`
  throw new TransportError(`${place}: no answer within ${shortTimeMs} ms, and none in the usual time ${missed}`, true)
}

function placeOf(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}
