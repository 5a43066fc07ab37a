import type { Generation } from '@mobilepay-oidc/fixtures'
import seenBy from '../../src/mutation/seen-by.json' with { type: 'json' }
import { type MockSubject, targetOf } from '../../src/subjects/mock-subject.ts'
import type { Target } from '../../src/subjects/target.ts'
import { discoveryDefects } from '../../test/discovery-defects.ts'
import { jwksDefects } from '../../test/jwks-defects.ts'
import { StandIn } from '../../test/support/stand-in.ts'
import { startTlsMock } from '../../test/support/tls-mock.ts'
import { armUnlisted } from '../../test/support/unlisted-defect.ts'
import { unlistedDefects } from '../../test/unlisted-defects.ts'

/** A provider that a check is held against. */
export interface Scene {
  readonly name: string
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

function withoutLab({ lab: _lab, rotateKeys: _rotateKeys, ...target }: Target): Target {
  return target
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

/** Providers with nothing wrong, of every kind that the suite tells apart. */
export function healthyScenes(subject: MockSubject): readonly Scene[] {
  return [
    inWorld(subject, '2024', {}),
    inWorld(subject, '2018', { generation: '2018' }),
    inWorld(subject, 'another vendor’s', { change: foreign }),
    inWorld(subject, 'without a lab', { change: withoutLab }),
    inWorld(subject, 'without a password', { change: withoutPassword }),
    inWorld(subject, 'without a login', { change: withoutLogin }),
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
  const faults = faultsSeenBy[check] ?? []
  const every = Math.max(1, faults.length / most)
  const spread = Array.from(
    { length: Math.min(most, faults.length) },
    (_, index) => faults[Math.floor(index * every)] ?? '',
  )
  return [
    ...[...discoveryDefects, ...jwksDefects].filter((defect) => defect.check === check).map(inStandIn),
    ...unlistedDefects
      .filter((defect) => defect.seenBy === check)
      .map((defect): Scene => ({ name: defect.defect, play: (use) => armUnlisted(subject, defect, use) })),
    ...spread.map((fault) => inWorld(subject, fault, { fault })),
  ]
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
