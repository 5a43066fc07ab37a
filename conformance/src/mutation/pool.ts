import { endedUnasked, forkBeside, letGo } from '../subjects/fork-beside.ts'
import type { Run, RunOutcome } from './task.ts'
import type { RunMessage, WorkerMessage } from './worker.ts'

/** Runs that a worker has at a time: while one waits for an answer, another uses the processor. */
const depth = 3

export interface PoolOptions {
  readonly workers: number
  readonly done?: (finished: number, all: number) => void
}

/** Has workers, each a process with a mock of its own, run these; outcomes in their order. */
export function runInPool(runs: readonly Run[], { workers, done }: PoolOptions): Promise<readonly RunOutcome[]> {
  const outcomes: RunOutcome[] = []
  const queue = runs.entries()
  let finished = 0
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const worker = forkBeside(new URL('./worker', import.meta.url))
      let running = 0
      const next = () => {
        const { value, done: empty } = queue.next()
        if (empty) {
          if (running === 0) letGo(worker)
          return
        }
        const [index, run] = value
        running += 1
        worker.send({ index, run } satisfies RunMessage)
      }
      worker.once('error', reject)
      worker.once('exit', (code, signal) =>
        code === 0 ? resolve() : reject(endedUnasked('A worker of the mutation run', code, signal)),
      )
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'done') {
          outcomes[message.index] = message.outcome
          running -= 1
          finished += 1
          done?.(finished, runs.length)
          next()
        } else for (let slot = 0; slot < depth; slot += 1) next()
      })
    })
  return Promise.all(Array.from({ length: workers }, one)).then(() => outcomes)
}
