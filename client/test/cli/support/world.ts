import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import {
  type MockServer,
  type MockServerOptions,
  startMockServer,
  type WorldOptions,
} from '@mobilepay-oidc/mock-server'
import { afterAll, beforeAll } from 'vitest'
import type { Env } from './cli.ts'

/** One mock for a suite; each test takes a world of it. */
export function useMock(options: MockServerOptions = {}): { readonly server: MockServer } {
  const held = { server: undefined as unknown as MockServer }
  beforeAll(async () => {
    held.server = await startMockServer({ consent: 'auto', ...options })
  })
  afterAll(() => held.server.close())
  return held
}

/** A new world, and the variables with which the command line gets there. */
export function worldOf({ server }: { readonly server: MockServer }, home: string, options: WorldOptions = {}) {
  const { world, url } = server.createWorld(options)
  const env: Env = {
    MOBILEPAY_HOME: home,
    MOBILEPAY_MOCK: url,
    MOBILEPAY_CLIENT_ID: 'integrator',
    MOBILEPAY_CLIENT_SECRET: 'integrator-secret',
  }
  return { world, url, env }
}

/** An address on this machine where nobody listens now. */
export async function freeRedirectUri(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}/`
}
