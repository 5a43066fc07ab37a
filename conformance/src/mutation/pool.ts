import { Worker } from 'node:worker_threads'
import type { Task, TaskResult } from './task.ts'
import type { TaskMessage, WorkerMessage } from './worker.ts'

/** Tasks that a worker has at a time: while one waits for an answer, another uses the processor. */
const depth = 3

/** Of this module: the worker beside it is a source where this is one. */
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'

export interface PoolOptions {
  readonly workers: number
  readonly done?: (finished: number, all: number) => void
}

/** Runs tasks in workers, each with a mock of its own; results in the order of the tasks. */
export function runInPool(tasks: readonly Task[], { workers, done }: PoolOptions): Promise<readonly TaskResult[]> {
  const results: TaskResult[] = []
  const queue = tasks.entries()
  let finished = 0
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL(`./worker${extension}`, import.meta.url), { execArgv: ['--conditions=source'] })
      let running = 0
      const next = () => {
        const { value, done: empty } = queue.next()
        if (empty) {
          if (running === 0) void worker.terminate().then(() => resolve())
          return
        }
        const [index, task] = value
        running += 1
        worker.postMessage({ index, task } satisfies TaskMessage)
      }
      worker.once('error', reject)
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'done') {
          results[message.index] = message.result
          running -= 1
          finished += 1
          done?.(finished, tasks.length)
          next()
        } else for (let slot = 0; slot < depth; slot += 1) next()
      })
    })
  return Promise.all(Array.from({ length: workers }, one)).then(() => results)
}
