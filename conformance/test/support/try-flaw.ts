import { type MockWorld, startMockServer } from '@mobilepay-oidc/mock-server'
import type { ClientCheck } from '../../src/checks/client/client-check.ts'
import { clientChecks } from '../../src/checks/client/index.ts'
import type { ClientDriver } from '../../src/drivers/client-driver.ts'
import type { CheckResult } from '../../src/run/check-result.ts'
import { runClientChecks } from '../../src/run/run-client-checks.ts'
import type { ClientSubject } from '../../src/subjects/client-subject.ts'
import { type Flaw, FlawedProgram } from './flawed-program.ts'

/** What the checks say of this project's client with the flaw. */
export async function tryFlaw(
  flaw: Flaw,
  checks: readonly ClientCheck[] = clientChecks,
): Promise<readonly CheckResult[]> {
  await using subject = await flawedClient(flaw)
  return (await runClientChecks({ subject, checks })).results
}

/** This project's client with the flaw, in this process. */
export async function flawedClient(flaw: Flaw): Promise<ClientSubject> {
  const server = await startMockServer({ consent: 'auto' })
  const worlds = new Map<string, MockWorld>()
  const findWorld = (discoveryUrl: string) => {
    const found = [...worlds].find(([url]) => discoveryUrl.startsWith(`${url}/`))?.[1]
    if (!found) throw new Error('There is no such world.')
    return found
  }
  const make = (): ClientDriver => {
    let program = new FlawedProgram(flaw, findWorld)
    return {
      name: flaw.flaw,
      spoken: [],
      send: async (command, input) => (await program.send(command, input)) as never,
      async kill() {
        program = new FlawedProgram(flaw, findWorld)
      },
      async [Symbol.asyncDispose]() {},
    }
  }
  return {
    name: flaw.flaw,
    generation: '2024',
    server: {
      ...server,
      createWorld: (options, name) => {
        const world = server.createWorld(options, name)
        worlds.set(world.url, world)
        return world
      },
    },
    width: 20,
    async lend() {
      const driver = make()
      return { driver, [Symbol.asyncDispose]: () => driver[Symbol.asyncDispose]() }
    },
    apart: make,
    [Symbol.asyncDispose]: () => server.close(),
  }
}
