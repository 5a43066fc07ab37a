import type { ClientRegistration, EnvironmentName, User } from '@mobilepay-oidc/fixtures'
import { type AssembledMock, assembleMock } from '../assemble-mock.ts'
import type { ControlSurface } from '../control/control-surface.ts'
import { createWorlds, type WorldsOptions } from '../open-worlds.ts'
import type { World } from '../world/world.ts'
import { type MockEnvironment, realEnvironments } from '../world-address.ts'
import { InProcessServer } from './intercept/in-process-server.ts'
import { InterceptionError, keepInside } from './intercept/keep-inside.ts'
import { loadNock } from './intercept/load-nock.ts'
import { interceptHosts } from './intercept/nock-scopes.ts'

/** A mock that answers this process's own calls to MobilePay. `using` ends it. */
export interface Interception extends Disposable {
  readonly world: World
  /** Puts the mock into any state: `mobilepay.control.world().clock.advance({ duration: 'P13M' })`. */
  readonly control: ControlSurface
  /** MobilePay's real addresses: nothing about them changes. */
  readonly environments: Readonly<Record<EnvironmentName, MockEnvironment>>
  readonly clients: readonly ClientRegistration[]
  readonly users: readonly User[]
  /** Everything is as it was before; what is under way is cut off. Once is enough, more does no harm. */
  restore(): void
}

/** Where it is noted that an interception is in force, whichever copy of this module began it. */
const inForce = Symbol.for('mobilepay-oidc.mock-server.interception')
const noted = globalThis as { [inForce]?: boolean }

/**
 * Sends this process's fetch, `node:http` and undici calls for MobilePay's hosts into a mock, with no port and no
 * certificate. Nothing for a host of MobilePay's leaves the process until `restore`; other hosts are reached as ever. One
 * interception at a time: hosts are the same for the whole process.
 * @param options as for `startMockServer`; consent is automatic by default
 * @throws InterceptionError where one is in force already, or there is no nock 15; PeopleError, UnknownProfileError and
 *   DurationError for options that cannot be
 */
export async function interceptMobilePay(options: WorldsOptions = {}): Promise<Interception> {
  if (noted[inForce]) {
    throw new InterceptionError('MobilePay is intercepted already in this process. Call restore() of that one first.')
  }
  const mock = assembleMock(createWorlds({ consent: 'auto', ...options }), { host: 'localhost', publicUrl: undefined })
  noted[inForce] = true
  try {
    return await begin(mock)
  } catch (error) {
    noted[inForce] = false
    throw error
  }
}

async function begin(mock: AssembledMock): Promise<Interception> {
  const { worlds, control, ports } = mock
  // Addresses are made by the same rule, and are real ones: https:/ + /HOST/PATH.
  control.url = 'https:/'
  const world = worlds.default
  const { nock, release } = await loadNock()
  const server = new InProcessServer(mock.realNamesFor(world))
  const letGo = interceptHosts(nock, (request) => server.ask(request))
  const openUp = keepInside(nock)
  const restore = once(() => {
    letGo()
    openUp()
    release()
    server.close()
    noted[inForce] = false
    void Promise.all([worlds.close(), ports.close()])
  })
  const { clients, users } = world
  return { world, control, environments: realEnvironments, clients, users, restore, [Symbol.dispose]: restore }
}

function once(action: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    action()
  }
}
