import { parentPort } from 'node:worker_threads'
import { startMockSubject } from '../subjects/mock-subject.ts'
import { healthyVerdicts, runTask } from './run-task.ts'
import type { Task, TaskResult } from './task.ts'

/** What a worker says: that it is ready for a task, with the healthy verdicts once, or what a task came to. */
export type WorkerMessage =
  | { readonly kind: 'ready'; readonly healthy: readonly (readonly [string, string])[] }
  | { readonly kind: 'done'; readonly index: number; readonly result: TaskResult }

export interface TaskMessage {
  readonly index: number
  readonly task: Task
}

const port = parentPort
if (!port) throw new Error('This file is a worker of npm run mutation.')
const subject = await startMockSubject('2024', ['sandbox-dk'])
const healthy = await healthyVerdicts(subject)
port.on('message', async ({ index, task }: TaskMessage) => {
  const result = await runTask(subject, task, healthy)
  port.postMessage({ kind: 'done', index, result } satisfies WorkerMessage)
})
port.postMessage({ kind: 'ready', healthy: [...healthy] } satisfies WorkerMessage)
