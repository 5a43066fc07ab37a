import { fileURLToPath } from 'node:url'
import type { Generation } from '@mobilepay-oidc/fixtures'
import { type MockServer, startMockServer } from '@mobilepay-oidc/mock-server'
import type { ClientDriver } from '../drivers/client-driver.ts'
import { InProcessDriver } from '../drivers/in-process-driver.ts'
import { MobilePayProgram } from '../drivers/mobilepay-program.ts'
import { ProcessDriver } from '../drivers/process-driver.ts'
import type { HostileRow } from '../hostile/hostile-row.ts'
import type { HostileResult } from '../hostile/run-hostile.ts'

/** A client under test, and the mock in whose worlds it is tested. */
export interface ClientSubject extends AsyncDisposable {
  readonly name: string
  readonly generation: Generation
  readonly server: MockServer
  /** How many clients at a time: as many as the machine stands, and each in a process of its own weighs more. */
  readonly width: number
  /** A driver to use alone until it is given back; `configure` makes a fresh client of it. */
  lend(): Promise<LentDriver>
  /** A driver in a process of its own, which may be killed. */
  apart(): ClientDriver
  /** The same client in a process beside this one, where as many rows are played besides; absent where there is none. */
  readonly beside?: RowPlayer
}

/** Where a row of the hostile table is played. */
export interface RowPlayer {
  /** @returns what came of it; nothing where the row is of another generation */
  play(row: HostileRow): Promise<readonly HostileResult[]>
}

export interface LentDriver extends AsyncDisposable {
  readonly driver: ClientDriver
}

const ownProgram = [
  process.execPath,
  '--conditions=source',
  fileURLToPath(new URL('../drivers/programs/mobilepay-client.ts', import.meta.url)),
]

/** This project's client, in this process. */
export async function startOwnClient(generation: Generation = '2024'): Promise<ClientSubject> {
  const server = await startMockServer({ generation, consent: 'auto' })
  return {
    name: 'client',
    generation,
    server,
    width: 20,
    async lend() {
      const driver = new InProcessDriver('client', new MobilePayProgram())
      return { driver, [Symbol.asyncDispose]: () => driver[Symbol.asyncDispose]() }
    },
    apart: () => new ProcessDriver(ownProgram),
    [Symbol.asyncDispose]: () => server.close(),
  }
}

/**
 * Any client behind a program that speaks the driver protocol.
 * @param command the program and its arguments
 */
export async function startDrivenClient(
  command: readonly string[],
  generation: Generation = '2024',
): Promise<ClientSubject> {
  const server = await startMockServer({ generation, consent: 'auto' })
  const pool = new DriverPool(() => new ProcessDriver(command))
  return {
    name: command.join(' '),
    generation,
    server,
    width: 2,
    lend: () => pool.lend(),
    apart: () => new ProcessDriver(command),
    async [Symbol.asyncDispose]() {
      await Promise.all([server.close(), pool.close()])
    },
  }
}

/** Programs take long to start, so they are used again. */
class DriverPool {
  readonly #make: () => ClientDriver
  readonly #free: ClientDriver[] = []
  readonly #all: ClientDriver[] = []

  constructor(make: () => ClientDriver) {
    this.#make = make
  }

  async lend(): Promise<LentDriver> {
    const driver = this.#free.pop() ?? this.#add()
    return {
      driver,
      [Symbol.asyncDispose]: async () => {
        this.#free.push(driver)
      },
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((driver) => driver[Symbol.asyncDispose]()))
  }

  #add(): ClientDriver {
    const driver = this.#make()
    this.#all.push(driver)
    return driver
  }
}
