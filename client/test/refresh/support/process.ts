import { vi } from 'vitest'
import type { MobilePayClient } from '../../../src/index.ts'
import { connect, me, Scene } from '../../end-to-end/support/scene.ts'
import { tokensOf } from '../../support/stored.ts'
import { SteppedStore, Steps, steppedFetch } from './steps.ts'

export const merchantId = 'aaaaaaaa-0000-4000-8000-000000000001'

export type Usage = 'OneTime' | 'ReUse'

/** A merchant who has consented, the mock, and processes that share a store. */
export class Stage implements AsyncDisposable {
  readonly scene: Scene
  readonly #clientId: string

  private constructor(scene: Scene, clientId: string) {
    this.scene = scene
    this.#clientId = clientId
  }

  static async start(usage: Usage): Promise<Stage> {
    const clientId = usage === 'OneTime' ? 'integrator' : 'integrator-reuse'
    const stage = new Stage(await Scene.start(), clientId)
    await stage.consent()
    return stage
  }

  async consent(): Promise<void> {
    await connect(await this.scene.client({ clientId: this.#clientId }))
  }

  /** Another process: a client of its own over the same store, and its steps. */
  async process(): Promise<{ readonly client: MobilePayClient; readonly steps: Steps }> {
    const steps = new Steps()
    const client = await this.scene.client({
      clientId: this.#clientId,
      store: new SteppedStore(this.scene.store, steps),
      fetch: steppedFetch(steps),
      // Nobody waits, but time passes: tests have replaced the clock.
      sleep: async (milliseconds) => void vi.setSystemTime(Date.now() + milliseconds),
    })
    return { client, steps }
  }

  /** Whether MobilePay would still take the refresh token that is stored. */
  async storedTokenIsAlive(): Promise<boolean> {
    const { refreshToken = '' } = tokensOf(await this.stored())
    const engine = await this.scene.mock.world.stage('sandbox').engine()
    return engine.find('RefreshToken', refreshToken) !== undefined
  }

  async stored() {
    const connections = await this.scene.connections({ clientId: this.#clientId })
    return (await connections.get(merchantId))?.connection
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.scene[Symbol.asyncDispose]()
  }
}

export async function refresh(client: MobilePayClient): Promise<void> {
  const connection = await client.connection(merchantId)
  await connection.refresh()
}

/** What a process finds that refreshes and then calls. */
export async function findings({ client }: { readonly client: MobilePayClient }): Promise<string> {
  try {
    await refresh(client)
    return JSON.stringify(await me(client, merchantId))
  } catch (error) {
    return error instanceof Error && 'details' in error && 'code' in error
      ? `${error.code} ${Object(error.details).reason}`
      : String(error)
  }
}

export const good = JSON.stringify({ MerchantId: merchantId })
export const interrupted = 'connection-needs-consent refresh-interrupted'
