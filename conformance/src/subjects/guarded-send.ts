import { setTimeout } from 'node:timers/promises'
import { type Send, TransportError } from './http.ts'
import { isLoopback } from './loopback.ts'
import { type NetworkOptions, networkSend } from './network-send.ts'
import { pace } from './pace.ts'
import { productionRefused, reachesProduction } from './production-guard.ts'

/** Between two requests to somebody else's host. */
const courtesyMs = 1000

/** Sends over the network: guarded against production, in bounded time and size, and slowly to hosts of others. */
export function guardedSend(options: NetworkOptions = {}): Send {
  const send = networkSend(options)
  const sendCourteously = pace(send, courtesyMs, () => performance.now(), setTimeout)
  const isOwn = (url: string) =>
    isLoopback(url) || (options.resolve ?? []).some(({ host }) => host === new URL(url).hostname)
  return (request) => {
    if (reachesProduction(request.url)) {
      throw new TransportError(`${productionRefused} (${new URL(request.url).host})`)
    }
    return isOwn(request.url) ? send(request) : sendCourteously(request)
  }
}
