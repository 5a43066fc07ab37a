import type { RequestListener } from 'node:http'
import { ControlSurface } from './control/control-surface.ts'
import type { ReachedAt } from './control/guard-options.ts'
import { createApp } from './edge/app.ts'
import { TunnelProxy } from './proxy/tunnel-proxy.ts'
import type { TlsOptions } from './tls/tls-options.ts'
import { WorldPorts } from './tls/world-ports.ts'
import type { World } from './world/world.ts'
import type { Worlds } from './world/worlds.ts'

/** A mock that nothing leads to yet. */
export interface AssembledMock {
  readonly worlds: Worlds
  readonly ports: WorldPorts
  readonly control: ControlSurface
  readonly proxy: TunnelProxy
  /** Answers requests into a world at this machine's own names: the path form, and over TLS the real host names too. */
  listenerFor(home: World): RequestListener
  /** Answers requests into a world under MobilePay's real host names, and under no other. */
  realNamesFor(home: World): RequestListener
}

/**
 * Puts the parts of a mock together.
 * @param reachedAt where it will be reached
 * @param tls whose certificate its proxy answers with
 */
export function assembleMock(worlds: Worlds, reachedAt: ReachedAt, tls: TlsOptions = {}): AssembledMock {
  const { host, publicUrl } = reachedAt
  const listen = (home: World, realNamesOnly: boolean): RequestListener =>
    createApp({ worlds, home, publicUrl, realNamesOnly, control: (...asked) => control.answer(...asked) }).callback()
  const listenerFor = (home: World) => listen(home, false)
  const realNamesFor = (home: World) => listen(home, true)
  const proxy = new TunnelProxy({ worlds, tls, listenerFor: realNamesFor })
  const ports = new WorldPorts(host, listenerFor, proxy)
  const control = new ControlSurface(worlds, reachedAt, (world, wanted) => ports.open(world, wanted))
  return { worlds, ports, control, proxy, listenerFor, realNamesFor }
}
