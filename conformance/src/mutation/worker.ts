import { endWithParent } from '../subjects/fork-beside.ts'
import { startMockSubject } from '../subjects/mock-subject.ts'
import { runTask } from './run-task.ts'
import type { Run, RunOutcome } from './task.ts'

/** What a worker says: that it is ready for a run, or what a run came to. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly index: number; readonly outcome: RunOutcome }

export interface RunMessage {
  readonly index: number
  readonly run: Run
}

if (!process.send) throw new Error('This file is a worker of npm run mutation.')
endWithParent()
const say = (message: WorkerMessage) => process.send?.(message)
const subject = await startMockSubject('2024', ['sandbox-dk'])
process.on('message', async ({ index, run }: RunMessage) => {
  say({ kind: 'done', index, outcome: await runTask(subject, run) })
})
say({ kind: 'ready' })
