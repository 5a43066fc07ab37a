import type { Stage } from '@mobilepay-oidc/fixtures'
import type { Engine } from '../engine/engine.ts'
import type { EngineWorld } from '../engine/engine-world.ts'
import type { Grants } from './grants.ts'
import type { Collection } from './kept/state.ts'
import type { SpentArtifacts } from './spent-artifacts.ts'
import type { SpentNonces } from './spent-nonces.ts'

/** What a stage remembers. */
export interface StageParts {
  readonly grants: Grants
  readonly spentNonces: SpentNonces
  readonly spent: SpentArtifacts
  readonly engineWorld: EngineWorld
  /** What the engine stores of one of its models. */
  entriesOf(model: string): Collection
}

/** Sandbox or production of one world: own keys, consents, codes and tokens (decision 0002). */
export class StageState {
  readonly name: Stage
  readonly grants: Grants
  readonly spentNonces: SpentNonces
  readonly spent: SpentArtifacts
  readonly engineWorld: EngineWorld
  readonly #entriesOf: StageParts['entriesOf']
  #engine: Promise<Engine> | undefined

  constructor(name: Stage, { grants, spentNonces, spent, engineWorld, entriesOf }: StageParts) {
    this.name = name
    this.grants = grants
    this.spentNonces = spentNonces
    this.spent = spent
    this.engineWorld = engineWorld
    this.#entriesOf = entriesOf
  }

  get keys(): EngineWorld['keys'] {
    return this.engineWorld.keys
  }

  /** What the engine stores of one of its models, as a part of the world's state. */
  entriesOf(model: string): Collection {
    return this.#entriesOf(model)
  }

  /** Made with the first code: importing oidc-provider is most of a start's time and memory. */
  engine(): Promise<Engine> {
    this.#engine ??= import('../engine/engine.ts').then(({ Engine }) => new Engine(this.engineWorld))
    return this.#engine
  }

  /** Takes back one consent. @returns whether there was one. */
  async revokeGrant(grantId: string): Promise<boolean> {
    const record = this.grants.byId(grantId)
    if (!record) return false
    this.grants.removeOne(record)
    await (await this.engine()).revokeGrant(grantId)
    return true
  }

  /** Takes back what a user allowed: every client, or one. Codes and refresh tokens of the grants end. */
  async revokeGrants(sub: string, clientId?: string): Promise<void> {
    const gone = this.grants.remove(sub, clientId)
    const engine = await this.engine()
    for (const grantId of gone) await engine.revokeGrant(grantId)
  }
}
