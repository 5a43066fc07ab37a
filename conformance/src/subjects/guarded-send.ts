import { setTimeout } from 'node:timers/promises'
import { type Send, TransportError } from './http.ts'
import { isLoopback } from './loopback.ts'
import { type NetworkOptions, networkSend } from './network-send.ts'
import { pace } from './pace.ts'
import { productionRefused, reachesProduction } from './production-guard.ts'
import { TrafficMeter, trafficLimits } from './traffic-meter.ts'

/**
 * Sends over the network: guarded against production, in bounded time and size, and slowly, metered and not without end
 * to hosts of others.
 */
export function guardedSend(options: NetworkOptions = {}): Send {
  const now = () => performance.now()
  const send = networkSend(options)
  const traffic = new TrafficMeter(now)
  const sendMetered: Send = async (request) => {
    traffic.count(request)
    return send(request)
  }
  const sendCourteously = pace(sendMetered, trafficLimits.intervalMs, now, setTimeout)
  const isOwn = (url: string) =>
    options.isOwn === true ||
    isLoopback(url) ||
    (options.resolve ?? []).some(({ host }) => host === new URL(url).hostname)
  const guarded: Send = (request) => {
    if (reachesProduction(request.url)) {
      throw new TransportError(`${productionRefused} (${new URL(request.url).host})`)
    }
    return isOwn(request.url) ? send(request) : sendCourteously(request)
  }
  return Object.assign(guarded, { traffic })
}
