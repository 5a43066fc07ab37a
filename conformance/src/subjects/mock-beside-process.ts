import type { Generation } from '@mobilepay-oidc/fixtures'
import { startMockServer } from '@mobilepay-oidc/mock-server'
import { endWithParent } from './fork-beside.ts'

/** What the process is asked for. */
export interface MockWish {
  readonly generation: Generation
}

/** What it answers. */
export interface MockStarted {
  readonly url: string
}

endWithParent()
process.once('message', async ({ generation }: MockWish) => {
  const { url } = await startMockServer({ port: 0, generation, consent: 'page' })
  process.send?.({ url } satisfies MockStarted)
})
