import { type MockWorld, startMockServer } from '@mobilepay-oidc/mock-server'
import type { ClientCheck } from '../../src/checks/client/client-check.ts'
import { clientChecks } from '../../src/checks/client/index.ts'
import type { AnyReply, ClientDriver, CommandName } from '../../src/drivers/client-driver.ts'
import type { CheckResult } from '../../src/run/check-result.ts'
import { runClientChecks } from '../../src/run/run-client-checks.ts'
import type { ClientSubject } from '../../src/subjects/client-subject.ts'
import { type Flaw, FlawedProgram } from './flawed-program.ts'

/** What the checks say of this project's client with the flaw. */
export async function tryFlaw(
  flaw: Omit<Flaw, 'seenBy'>,
  checks: readonly ClientCheck[] = clientChecks,
): Promise<readonly CheckResult[]> {
  await using subject = await flawedClient(flaw)
  return (await runClientChecks({ subject, checks })).results
}

/** This project's client with the flaw, in this process. */
export function flawedClient(flaw: Omit<Flaw, 'seenBy'>): Promise<ClientSubject> {
  return inProcess(flaw.flaw, (findWorld) => {
    const program = new FlawedProgram(flaw, findWorld)
    return { send: (command, input) => program.send(command, input) }
  })
}

/** Finds the world that a client was configured for. */
export type FindWorld = (discoveryUrl: string) => MockWorld

/** A client of this process, made anew where it is killed. */
export async function inProcess(
  name: string,
  make: (findWorld: FindWorld) => { send(command: CommandName, input: object): Promise<AnyReply> },
): Promise<ClientSubject> {
  const server = await startMockServer({ consent: 'auto' })
  const worlds = new Map<string, MockWorld>()
  const findWorld: FindWorld = (discoveryUrl) => {
    const found = [...worlds].find(([url]) => discoveryUrl.startsWith(`${url}/`))?.[1]
    if (!found) throw new Error('There is no such world.')
    return found
  }
  const apart = (): ClientDriver => {
    let program = make(findWorld)
    return {
      name,
      spoken: [],
      send: async (command, input) => (await program.send(command, input)) as never,
      async kill() {
        program = make(findWorld)
      },
      async [Symbol.asyncDispose]() {},
    }
  }
  return {
    name,
    generation: '2024',
    server: {
      ...server,
      createWorld: (options, worldName) => {
        const world = server.createWorld(options, worldName)
        worlds.set(world.url, world)
        return world
      },
    },
    width: 20,
    async lend() {
      const driver = apart()
      return { driver, [Symbol.asyncDispose]: () => driver[Symbol.asyncDispose]() }
    },
    apart,
    [Symbol.asyncDispose]: () => server.close(),
  }
}
