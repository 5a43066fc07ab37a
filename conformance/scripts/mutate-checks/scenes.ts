import type { Generation } from '@mobilepay-oidc/fixtures'
import seenBy from '../../src/mutation/seen-by.json' with { type: 'json' }
import { type MockSubject, targetOf } from '../../src/subjects/mock-subject.ts'
import type { Target } from '../../src/subjects/target.ts'
import { discoveryDefects } from '../../test/discovery-defects.ts'
import { documentDefects } from '../../test/document-defects.ts'
import { jwksDefects } from '../../test/jwks-defects.ts'
import { keyDefects } from '../../test/key-defects.ts'
import { StandIn } from '../../test/support/stand-in.ts'
import { startTlsMock } from '../../test/support/tls-mock.ts'
import { armUnlisted } from '../../test/support/unlisted-defect.ts'
import { unlistedDefects } from '../../test/unlisted-defects.ts'
import { disturbances } from './disturbances.ts'

/** A provider that a check is held against. */
export interface Scene {
  readonly name: string
  /** Checks that the run makes before, since some look at what a run has seen. */
  readonly before?: readonly string[]
  /** Sets it up anew, gives the target to `use`, and takes it down. */
  play<Result>(use: (target: Target) => Promise<Result>): Promise<Result>
}

interface World {
  readonly generation?: Generation
  readonly fault?: string
  readonly change?: (target: Target) => Target
}

const faultsSeenBy: Readonly<Record<string, readonly string[] | undefined>> = seenBy

function inWorld({ server }: MockSubject, name: string, { generation = '2024', fault, change }: World): Scene {
  return {
    name,
    async play(use) {
      using world = server.createWorld({ generation, consent: 'page' })
      if (fault !== undefined) {
        await server.control.run('faults.add', { world: world.name, fault, times: 'always', parameters: {} })
      }
      const target = targetOf(server, world, 'sandbox-dk', generation)
      return await use(change ? change(target) : target)
    },
  }
}

/** Another vendor's provider: nothing is known of its environment. */
function foreign({ environment: _environment, ...target }: Target): Target {
  return { ...target, environment: undefined, label: 'foreign' }
}

/** Where the suite would wait for time to pass, the clock is moved: nobody has to wait for mutants. */
function withoutLab({ lab, rotateKeys: _rotateKeys, ...target }: Target): Target {
  return lab ? { ...target, pause: (seconds) => lab.advance(seconds) } : target
}

function withoutPassword(target: Target): Target {
  const { password: _password, ...login } = target.login ?? {
    clientId: '',
    clientSecret: '',
    redirectUri: '',
    loginHint: '',
    merchantVat: undefined,
    scopes: [],
  }
  return { ...withoutLab(target), login }
}

function withoutLogin({ login: _login, ...target }: Target): Target {
  return withoutLab(target)
}

function withoutApi({ apiUrl: _apiUrl, ...target }: Target): Target {
  return target
}

/** Providers with nothing wrong, of every kind that the suite tells apart. */
export function healthyScenes(subject: MockSubject): readonly Scene[] {
  return [
    inWorld(subject, '2024', {}),
    inWorld(subject, '2018', { generation: '2018' }),
    inWorld(subject, 'another vendor’s', { change: foreign }),
    inWorld(subject, 'without a lab', { change: withoutLab }),
    inWorld(subject, 'without a password', { change: withoutPassword }),
    inWorld(subject, 'without a login', { change: withoutLogin }),
    inWorld(subject, 'without an API', { change: withoutApi }),
    inWorld(subject, 'another vendor’s, without a lab', { change: (target) => foreign(withoutLab(target)) }),
  ]
}

/** Over TLS, where port 80 answers, redirects or is closed. */
export function tlsScenes(): readonly Scene[] {
  return (['refused', 'redirected', 'served'] as const).map((plainHttp) => ({
    name: `TLS, port 80 ${plainHttp}`,
    async play(use) {
      await using mock = await startTlsMock(plainHttp)
      return await use(mock.target)
    },
  }))
}

/** The defects that a check is known to see: faults of the mock, and those that the tests make. */
export function defectScenes(subject: MockSubject, check: string, most: number): readonly Scene[] {
  return [
    ...[...discoveryDefects, ...jwksDefects, ...documentDefects, ...keyDefects]
      .filter((defect) => defect.check === check)
      .map(inStandIn),
    ...unlistedDefects
      .filter((defect) => defect.seenBy === check)
      .map((defect): Scene => ({ name: defect.defect, play: (use) => armUnlisted(subject, defect, use) })),
    ...spread(faultsSeenBy[check] ?? [], most).map((fault) => inWorld(subject, fault, { fault })),
  ]
}

/** Providers that are wrong in ways that the check may not be known for. */
export function furtherScenes(subject: MockSubject, check: string, most: number): readonly Scene[] {
  const own = faultsSeenBy[check] ?? []
  const family = check.split('-')[0]
  const others = new Set(
    Object.entries(faultsSeenBy).flatMap(([id, faults]) => (id.split('-')[0] === family ? (faults ?? []) : [])),
  )
  for (const fault of own) others.delete(fault)
  return [
    { ...inWorld(subject, 'in a run', {}), before: ['A-01', 'C-01', 'T-01', 'P-01', 'R-01'] },
    ...disturbances.map(({ what, alter }) =>
      inWorld(subject, what, { change: (target) => ({ ...target, send: alter(target.send) }) }),
    ),
    ...spread(own, most).flatMap((fault) => [
      inWorld(subject, `another vendor’s ${fault}`, { fault, change: foreign }),
      inWorld(subject, `2018 ${fault}`, { fault, generation: '2018' }),
    ]),
    ...spread([...others], most).map((fault) => inWorld(subject, fault, { fault })),
  ]
}

/** At most so many, from all over the list. */
function spread(faults: readonly string[], most: number): readonly string[] {
  const every = Math.max(1, faults.length / most)
  return faults.filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every)).slice(0, most)
}

function inStandIn({ defect, change, environment, generation }: (typeof discoveryDefects)[number]): Scene {
  return {
    name: defect,
    play(use) {
      const provider = new StandIn(environment, generation)
      change(provider)
      return use(provider.target)
    },
  }
}
