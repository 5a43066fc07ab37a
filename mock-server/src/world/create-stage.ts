import { environments, type Merchant, type Stage, testKeys } from '@mobilepay-oidc/fixtures'
import type { EngineWorld } from '../engine/engine-world.ts'
import { ringStart, SigningKeys } from '../engine/signing-keys.ts'
import type { EngineEntry } from '../engine/world-adapter.ts'
import type { Clock } from './clock.ts'
import type { WorldSeeds } from './directory.ts'
import { Grants } from './grants.ts'
import { KeptMap } from './kept/map.ts'
import type { KeptState } from './kept/state.ts'
import { KeptValue } from './kept/value.ts'
import { keptSizes } from './kept-sizes.ts'
import { refreshTokenLives, type WorldSettings } from './settings.ts'
import { SpentArtifacts } from './spent-artifacts.ts'
import { SpentNonces } from './spent-nonces.ts'
import { StageState } from './stage-state.ts'

/** What a stage needs to know of its world. */
interface Surrounding extends Pick<WorldSeeds, 'apiResources'> {
  readonly state: KeptState
  readonly clock: Clock
  readonly settings: WorldSettings
  findMerchant(merchantId: string): Merchant | undefined
}

/** Makes a stage of a world, with what it remembers as parts of the world's state. */
export function createStage(world: Surrounding, name: Stage): StageState {
  const { state } = world
  const grants = new Grants(state, `${name}.grants`)
  const entries = new Map<string, KeptMap<EngineEntry>>()
  const entriesOf = (model: string) => {
    const known = entries.get(model) ?? new KeptMap<EngineEntry>(state, `${name}.${model}`, keptSizes.artifacts)
    entries.set(model, known)
    return known
  }
  return new StageState(name, {
    grants,
    spentNonces: new SpentNonces(state, `${name}.nonces`),
    spent: new SpentArtifacts(state, `${name}.spent`),
    engineWorld: engineWorldOf(world, name, grants, entriesOf),
    entriesOf,
  })
}

function engineWorldOf(world: Surrounding, name: Stage, grants: Grants, entries: EngineWorld['entries']): EngineWorld {
  const keys = new SigningKeys(testKeys[name], new KeptValue(world.state, `${name}.keys`, ringStart))
  return {
    issuer: environments[`${name}-dk`].issuer.url,
    clock: world.clock,
    keys,
    entries,
    get generation() {
      return world.settings.generation
    },
    get apiResources() {
      return world.apiResources
    },
    get amr() {
      return world.settings.amr
    },
    get switches() {
      return world.settings.switches
    },
    get refreshTokenLife() {
      return refreshTokenLives[world.settings.switches.refreshSlidingLife]
    },
    merchantOf: (grantId) => world.findMerchant(grants.byId(grantId)?.merchantId ?? ''),
  }
}
