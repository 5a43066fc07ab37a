import { fork } from 'node:child_process'
import type { Run, RunOutcome } from './task.ts'
import type { RunMessage, WorkerMessage } from './worker.ts'

/** Runs that a worker has at a time: while one waits for an answer, another uses the processor. */
const depth = 3

/** Of this module: the worker beside it is a source where this is one. */
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'

export interface PoolOptions {
  readonly workers: number
  readonly done?: (finished: number, all: number) => void
}

/**
 * Has workers, each a process with a mock of its own, run these; outcomes in their order. Threads of one process
 * would wait for each other's memory: two of them cost a sixth more than two processes.
 */
export function runInPool(runs: readonly Run[], { workers, done }: PoolOptions): Promise<readonly RunOutcome[]> {
  const outcomes: RunOutcome[] = []
  const queue = runs.entries()
  let finished = 0
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const worker = fork(new URL(`./worker${extension}`, import.meta.url), {
        execArgv: ['--conditions=source'],
        serialization: 'advanced',
      })
      let running = 0
      const next = () => {
        const { value, done: empty } = queue.next()
        if (empty) {
          if (running === 0) worker.disconnect()
          return
        }
        const [index, run] = value
        running += 1
        worker.send({ index, run } satisfies RunMessage)
      }
      worker.once('error', reject)
      worker.once('exit', (code, signal) =>
        code === 0 ? resolve() : reject(new Error(`A worker of the mutation run ended with ${signal ?? code}.`)),
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
