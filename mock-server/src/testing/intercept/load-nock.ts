import { InterceptionError } from './keep-inside.ts'
import type { Nock } from './nock-scopes.ts'

export interface LoadedNock {
  readonly nock: Nock
  /** Switches nock off, where it was not on before. */
  release(): void
}

/**
 * nock, switched on. Importing it switches it on by itself, which shows by another `fetch`.
 * @throws InterceptionError where it is not there, or forbidden by its own variable
 */
export async function loadNock(): Promise<LoadedNock> {
  if (process.env.NOCK_OFF === 'true') {
    throw new InterceptionError('interceptMobilePay() works by nock, which NOCK_OFF=true forbids. Unset it.')
  }
  const { fetch } = globalThis
  const { default: nock } = await import('nock').catch((cause: unknown) => {
    throw new InterceptionError('interceptMobilePay() needs nock 15: npm install --save-dev nock@15', { cause })
  })
  const wasOn = nock.isActive() && globalThis.fetch === fetch
  if (!nock.isActive()) nock.activate()
  return {
    nock,
    release: () => {
      if (!wasOn) nock.restore()
    },
  }
}
