import type { Stage } from '@mobilepay-oidc/fixtures'
import type { Engine } from '../engine/engine.ts'
import type { EngineWorld } from '../engine/engine-world.ts'
import type { Grants } from './grants.ts'
import { SpentArtifacts } from './spent-artifacts.ts'
import { SpentNonces } from './spent-nonces.ts'

/** Sandbox or production of one world: own keys, consents, codes and tokens (decision 0002). */
export class StageState {
  readonly name: Stage
  readonly grants: Grants
  readonly spentNonces = new SpentNonces()
  readonly spent = new SpentArtifacts()
  readonly engineWorld: EngineWorld
  #engine: Promise<Engine> | undefined

  constructor(name: Stage, grants: Grants, engineWorld: EngineWorld) {
    this.name = name
    this.grants = grants
    this.engineWorld = engineWorld
  }

  get keys(): EngineWorld['keys'] {
    return this.engineWorld.keys
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
