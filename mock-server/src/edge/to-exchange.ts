import type { IncomingMessage } from 'node:http'
import { environments } from '@mobilepay-oidc/fixtures'
import type { Exchange } from '../http/exchange.ts'
import { readBody } from '../http/read-body.ts'
import type { World } from '../world/world.ts'
import type { FoundSite } from './find-site.ts'
import { requestIdOf } from './request-id.ts'

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

/** Puts together what the sites work on. */
export function toExchange(world: World, message: IncomingMessage, reached: Reached): Exchange {
  const { site, host, prefix } = reached
  const { country, stage } = environments[site.environment]
  const method = message.method ?? 'GET'
  const requestId = requestIdOf(message)
  return {
    world,
    environment: site.environment,
    country,
    stage,
    method,
    base: `${prefix}${site.base}`,
    path: site.path,
    origin: reached.origin,
    query: reached.query,
    headers: message.headers,
    secure: reached.secure,
    requestId,
    body: () => readBody(message),
    locate: reached.locate,
    note: (decision) =>
      world.journal.record({
        at: world.clock.now(),
        requestId,
        method,
        address: `${host}${site.base}${site.path}`,
        decision,
      }),
  }
}
