import type { IncomingMessage } from 'node:http'
import { environments } from '@mobilepay-oidc/fixtures'
import { ExchangeFaults } from '../faults/exchange-faults.ts'
import type { Exchange } from '../http/exchange.ts'
import { endpointLabel } from '../journal/endpoint-label.ts'
import type { World } from '../world/world.ts'
import type { FoundSite } from './find-site.ts'
import type { Trace } from './trace.ts'

/** How a request reached the mock, and so how addresses are written in its answers. */
export interface Reached {
  readonly site: FoundSite
  readonly host: string
  /** What stands before the site's base in the path that was asked for; empty under a real host name. */
  readonly prefix: string
  readonly origin: string
  readonly query: string
  readonly secure: boolean
  locate(realUrl: string): string
}

/**
 * Puts together what the sites work on.
 * @param trace takes down what becomes of it
 * @param pause lets others at the world while something is waited for
 */
export function toExchange(
  world: World,
  message: IncomingMessage,
  reached: Reached,
  trace: Trace,
  pause: Exchange['pause'] = (waiting) => waiting(),
): Exchange {
  const { site, prefix } = reached
  const { country, stage } = environments[site.environment]
  const endpoint = endpointLabel(site.role, site.path)
  const exchange: Exchange = {
    world,
    environment: site.environment,
    country,
    stage,
    method: message.method ?? 'GET',
    base: `${prefix}${site.base}`,
    path: site.path,
    origin: reached.origin,
    query: reached.query,
    headers: message.headers,
    secure: reached.secure,
    requestId: trace.requestId,
    body: () => trace.body(),
    pause,
    locate: reached.locate,
    faults: new ExchangeFaults(world.faults, endpoint, site.environment, () => exchange),
    asked: (facts, refused) => trace.asked(facts, refused),
    note: (decision) => trace.note(decision),
  }
  return exchange
}
