import type { ChildProcess } from 'node:child_process'
import type { Generation } from '@mobilepay-oidc/fixtures'
import { type ClientSubject, type RowPlayer, startOwnClient } from '../subjects/client-subject.ts'
import { endedUnasked, forkBeside, letGo } from '../subjects/fork-beside.ts'
import type { HostileRow } from './hostile-row.ts'
import { hostileRows } from './rows/index.ts'
import type { RowPlayed, RowWish } from './rows-beside-process.ts'
import type { HostileResult } from './run-hostile.ts'

/** This project's client, here and in a process beside, which is started with the first row that finds no place here. */
export async function startOwnClientTwice(generation: Generation = '2024'): Promise<ClientSubject> {
  const own = await startOwnClient(generation)
  const beside = new RowsBeside(generation)
  return {
    ...own,
    beside,
    async [Symbol.asyncDispose]() {
      beside.end()
      await own[Symbol.asyncDispose]()
    },
  }
}

type Waiting = PromiseWithResolvers<readonly HostileResult[]>

/** Has another process play rows. */
class RowsBeside implements RowPlayer {
  readonly #generation: Generation
  readonly #waiting = new Map<number, Waiting>()
  #process: ChildProcess | undefined

  constructor(generation: Generation) {
    this.#generation = generation
  }

  /** @throws Error where the process ends before it has played the row */
  async play(row: HostileRow): Promise<readonly HostileResult[]> {
    const index = hostileRows.indexOf(row)
    const waiting = Promise.withResolvers<readonly HostileResult[]>()
    this.#process ??= this.#start()
    if (!this.#process.connected)
      throw endedUnasked('The process of the rows', this.#process.exitCode, this.#process.signalCode)
    this.#waiting.set(index, waiting)
    this.#process.send({ generation: this.#generation, index } satisfies RowWish)
    return waiting.promise
  }

  end(): void {
    if (this.#process) letGo(this.#process)
  }

  #start(): ChildProcess {
    const beside = forkBeside(new URL('./rows-beside-process', import.meta.url))
    beside.on('message', ({ index, results }: RowPlayed) => {
      this.#waiting.get(index)?.resolve(results)
      this.#waiting.delete(index)
    })
    beside.once('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(endedUnasked('The process of the rows', code, signal))
    })
    return beside
  }
}
